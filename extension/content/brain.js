// The way to the brain: a question, and its answer or the words that say why there is none.
(() => {
  /** What went wrong, in the user's language. */
  class Trouble extends Error {
    /** @param {string} message @param {string} [code] */
    constructor(message, code) {
      super(message);
      this.code = code;
    }
  }

  amends.Trouble = Trouble;
  amends.brain = ({ texts, gone }) => {
    const t = (/** @type {string} */ key) => texts()[key] ?? key;

    return async (request, ...kinds) => {
      for (let again = 1; ; again--) {
        if (!chrome.runtime?.id) {
          gone();
          throw new Trouble(t('orphan'));
        }
        try {
          const answer = await chrome.runtime.sendMessage(request);
          if (answer && 'error' in answer) throw new Trouble(texts()[answer.error.code] ?? answer.error.message, answer.error.code);
          if (answer && kinds.includes(answer.kind)) return answer;
          throw new Error('no answer');
        } catch (error) {
          if (error instanceof Trouble) throw error;
          // A worker that dies under a request is started anew by the next one.
          if (again <= 0) throw new Trouble(t('unreachable'));
        }
      }
    };
  };
})();
