/** What a contenteditable says, line by line. `innerText` counts the blank lines of `<div><br></div>` twice. */

const BLOCKS = new Set(['DIV', 'P', 'LI', 'UL', 'OL', 'BLOCKQUOTE']);

/**
 * @param {Element} root
 * @returns {string}
 */
export function plainText(root) {
  let text = '';
  let lineEnded = false;
  const startLine = () => {
    if (lineEnded) text += '\n';
    lineEnded = false;
  };
  /** @param {Node} node */
  const visit = (node) => {
    if (node instanceof Text) {
      if (node.data) startLine();
      text += node.data;
    } else if (node.nodeName === 'BR') {
      startLine();
      lineEnded = true;
    } else {
      const block = BLOCKS.has(node.nodeName) && node !== root;
      if (block && text) lineEnded = true;
      node.childNodes.forEach(visit);
      if (block) lineEnded = true;
    }
  };
  visit(root);
  return text.replaceAll('\u00A0', ' ');
}
