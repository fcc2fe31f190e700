// The few words of the element itself; the form inside speaks its own language.

const WORDS = {
  en: { open: "Open the form", close: "Close", form: "Form", away: "This form cannot be shown on this page.", tab: "Open it in a new tab" },
  fr: { open: "Ouvrir le formulaire", close: "Fermer", form: "Formulaire", away: "Ce formulaire ne peut pas s’afficher sur cette page.", tab: "L’ouvrir dans un nouvel onglet" },
  de: { open: "Formular öffnen", close: "Schließen", form: "Formular", away: "Dieses Formular kann hier nicht gezeigt werden.", tab: "In einem neuen Tab öffnen" },
  es: { open: "Abrir el formulario", close: "Cerrar", form: "Formulario", away: "Este formulario no se puede mostrar en esta página.", tab: "Abrirlo en una pestaña nueva" },
  ar: { open: "افتحوا النموذج", close: "إغلاق", form: "نموذج", away: "لا يمكن عرض هذا النموذج في هذه الصفحة.", tab: "افتحوه في علامة تبويب جديدة" },
};

/** The words for a language tag such as `fr-CH`; English where there are none. */
export const wordsFor = (tag) => WORDS[tag?.toLowerCase().split("-")[0]] ?? WORDS.en;
