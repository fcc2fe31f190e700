// The form on the page: the same language and the same settling as the server's, which always decides in the end.

export { evaluate, holds } from "./evaluate.js";
export { Scope, worldOf } from "./scope.js";
export { faults, settle } from "./settle.js";
export { kindOf, momentText, numberText } from "./values.js";
