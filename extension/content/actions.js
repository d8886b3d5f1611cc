// What a card's buttons do: put its text into the page or on the clipboard, ask the brain for another, keep what was typed.
(() => {
  /** @typedef {import('./types').Entry} Entry */

  amends.actions = ({ ask, check, here, same, t, entries }) => {
    /** One filling at a time. */
    let filling = Promise.resolve();
    /** The card that asks something before it fills. @type {import('./types').View | null} */
    let asking = null;

    /** @param {Entry} entry @param {string} at @param {string} step the text that was shown when the user clicked */
    async function insert(entry, at, step) {
      const { view, card } = entry;
      // Another text is shown by now, which may be meant for the buyer alone: nobody asked to insert that one.
      if (!view || !card || view.step() !== step) return;
      const answer = await ask({ kind: 'plan', page: at, ...here(), review: card.review, step, text: view.text() }, 'plan', 'refused');
      if (answer.kind === 'refused') {
        const reasons = answer.findings.map((f) => f.message).join(' ');
        const { shorter } = answer;
        const choice = await view.say(`${t('refused')} ${reasons}`, shorter ? [{ label: t('useShorter'), value: 'useShorter' }] : []);
        if (choice && shorter) view.write(shorter);
        return;
      }
      if (!same(entry)) return void copy(entry, 'changed');
      const outcome = await amends.fill(entry, answer.plan, { entries: entries(), same: () => same(entry) }, async (question, choices) => {
        asking = view;
        const choice = await view.say(t(question), choices.map((value) => ({ label: t(value), value })));
        asking = null;
        return choice;
      });
      // While the question stood, the text may have been edited: then that text is meant.
      if (outcome === 'edited') return insert(entry, at, step);
      if (outcome === 'inserted') await view.say(t('inserted'));
      else if (outcome !== 'cancelled') await copy(entry, outcome);
    }

    /** Puts the text on the clipboard, and says so after what else there is to say. @param {Entry} entry @param {string} reason */
    async function copy(entry, reason) {
      const done = await amends.clipboard(entry.view?.text() ?? '');
      if (!done) entry.view?.select();
      const outcome = t(!done ? 'copyFailed' : reason ? 'copiedToo' : 'copied');
      await entry.view?.say(reason ? `${t(reason)} ${outcome}` : outcome);
    }

    /** The ranges of the page where a span of a review's field stands. @param {import('./types').Part[]} parts @param {number} start @param {number} end */
    function rangesOf(parts, start, end) {
      let at = 0;
      return parts.flatMap((part) => {
        const from = start - at;
        const to = end - at;
        at += part.text.length + 1;
        return to > 0 && from < part.text.length ? amends.text.ranges(part.element, part.cut, Math.max(0, from), to) : [];
      });
    }

    return (entry, at) => {
      const review = () => /** @type {import('../protocol').Card} */ (entry.card).review;
      const again = async (/** @type {import('../protocol').Request} */ request) => {
        const { card } = await ask(request, 'card');
        // Meanwhile the page may have put another review here: this answer is not about that one.
        if (entry.card?.review.key !== card.review.key) return;
        const before = entry.card?.drafts ?? [];
        // Another wording of one text leaves the others as they are.
        const drafts = request.kind === 'reword' ? before.map((d) => card.drafts.find((n) => n.step === d.step && d.step === request.step) ?? d) : card.drafts;
        // The page's average came with its first reading only.
        entry.card = { ...card, drafts, outlook: card.outlook ?? entry.card.outlook, handle: entry.handle };
        entry.view?.update(entry.card);
      };
      // An orphan has said so already.
      const tried = (/** @type {Promise<unknown>} */ promise) => promise.catch((error) => chrome.runtime?.id && entry.view?.say(t('failed').replace('{message}', error.message)));
      return {
        insert() {
          // A question that still stands at another card is answered by this click: no.
          asking?.say('');
          const step = entry.view?.step() ?? '';
          filling = filling.then(() => tried(insert(entry, at, step))).then(() => {});
        },
        copy: () => void copy(entry, ''),
        reword: (step, wording) => tried(again({ kind: 'reword', step, page: at, ...here(), review: review(), wording })),
        correct: (was, is) => void tried(again({ kind: 'correct', page: at, ...here(), review: review(), was, is })),
        keep(step, text) {
          // A card that is drawn anew must show the user's text, not the one from before.
          const draft = entry.card?.drafts.find((d) => d.step === step);
          if (draft) Object.assign(draft, { text, edited: true, glosses: [], findings: [] });
          void tried(ask({ kind: 'keepDraft', key: review().key, step, text }, 'done'));
        },
        check: (step, text) => check(at, review(), step, text),
        highlight(label) {
          amends.highlight.clear();
          const parts = entry.reading.parts;
          const ranges = (label?.evidence ?? []).flatMap((span) => rangesOf(parts[span.field], span.start, span.end));
          amends.highlight.show(ranges);
        },
      };
    };
  };
})();
