// Every editor of the builder.

import "./either.js";
import "./expression.js";
import "./options.js";
import "./picture.js";
import "./richtext.js";
import "./rules.js";
import "./settings.js";
import "./tables.js";
