const blocks = "address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl|dt|fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|hr|html|iframe|legend|li|link|main|menu|menuitem|meta|nav|noframes|ol|optgroup|option|p|param|search|section|summary|table|tbody|td|tfoot|th|thead|title|tr|track|ul";

/** The beginning of a line that begins a block of HTML wherever it stands, below a paragraph too. */
export const htmlBegin = new RegExp(String.raw`^<(?:\/?(?:${blocks})(?=[\s/>]|$)|(?:script|pre|style|textarea)(?=[\s>]|$)|!--)`, "i");
