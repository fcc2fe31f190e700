"""WedForms: forms, contracts and invoices for wedding suppliers and their couples."""
