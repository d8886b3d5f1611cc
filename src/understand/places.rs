//! A text as the patterns see it: a row of places, which are words where these are separated, else characters.

use super::fold::Folded;
use super::letters::ideograph;
use super::patterns::{NEGATOR, Patterns};
use super::rows::Rows;
use super::segments::Segments;
use super::trie::{ROOT, bit};

/// Most words that `…` stands for.
const GAP_WORDS: usize = 3;
/// The same in characters where words are not separated.
const GAP_LETTERS: usize = 8;

/// A member of a group of words in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Member {
    /// Hash of the group's name.
    pub group: u32,
    /// Its first place.
    pub start: usize,
    /// One past its last place.
    pub end: usize,
    /// Number of the clause that it begins in.
    pub clause: usize,
}

/// The places of a text, with what patterns know of each.
pub struct Places<'t> {
    /// The text's characters.
    pub folded: &'t [Folded],
    /// Its words and clauses.
    pub segments: &'t Segments,
    patterns: &'t Patterns,
    /// Numbers of words or characters, place by place.
    symbols: Rows<u32>,
    /// Groups with a member that begins at a place, and one past the member's last place.
    groups: Rows<(u32, usize)>,
    /// The bits of both.
    bits: Vec<u64>,
    /// Where words are separated: one past the last place of the sentence that each stands in.
    reach: Vec<usize>,
}

impl<'t> Places<'t> {
    /// Looks up the words of a text.
    pub fn new(folded: &'t [Folded], segments: &'t Segments, patterns: &'t Patterns) -> Self {
        let count = if patterns.spaced {
            segments.tokens.len()
        } else {
            folded.len()
        };
        let mut symbols = Rows::new(count);
        let mut row = |letters: &[Folded]| {
            let numbers = &patterns.vocabulary;
            numbers.numbers(letters, |word| symbols.all.push(patterns.symbol(word)));
            symbols.close();
        };
        if patterns.spaced {
            let words = segments.tokens.iter();
            words.for_each(|token| row(&folded[token.start..token.end]));
        } else {
            folded.iter().for_each(|f| row(std::slice::from_ref(f)));
        }
        let mut out = Places {
            folded,
            segments,
            patterns,
            symbols,
            groups: Rows::new(count),
            bits: Vec::with_capacity(count),
            reach: if patterns.spaced {
                reach(segments)
            } else {
                Vec::new()
            },
        };
        let mut groups = Rows::new(count);
        for at in 0..count {
            let from = groups.all.len();
            out.members(ROOT, at, &mut groups.all);
            groups.close();
            let numbers = groups.all[from..].iter().map(|(group, _)| group);
            let numbers = numbers.chain(out.symbols.at(at));
            out.bits.push(numbers.fold(0, |bits, n| bits | bit(*n)));
        }
        out.groups = groups;
        out
    }

    /// The members of all groups, in the order of the text.
    pub fn group_members(&self) -> Vec<Member> {
        let mut out: Vec<Member> = Vec::new();
        for start in 0..self.len() {
            let groups = self.groups.at(start);
            let Some(clause) = (!groups.is_empty()).then(|| self.clause(start)).flatten() else {
                continue;
            };
            // Of a single kana or sign nothing is learnt that the runs of characters do not tell.
            let single = self.patterns.spaced || ideograph(self.folded[start].c);
            let from = out.len();
            for &(group, end) in groups {
                if group == NEGATOR || !(single || end > start + 1) {
                    continue;
                }
                let group = self.patterns.group_hash(group);
                // Of a group the longest member counts.
                match out[from..].iter_mut().find(|m| m.group == group) {
                    Some(known) => known.end = known.end.max(end),
                    None => out.push(Member {
                        group,
                        start,
                        end,
                        clause,
                    }),
                }
            }
        }
        out
    }

    fn clause(&self, place: usize) -> Option<usize> {
        if self.patterns.spaced {
            Some(self.segments.tokens[place].clause)
        } else {
            self.segments.clause_at(place)
        }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.symbols.len()
    }

    fn members(&self, node: u32, at: usize, found: &mut Vec<(u32, usize)>) {
        let groups = &self.patterns.groups;
        for symbol in self.symbols.at(at) {
            let Some(next) = groups.child(node, *symbol) else {
                continue;
            };
            found.extend(groups.values(next).iter().map(|group| (*group, at + 1)));
            if groups.bits(next) != 0 && self.joined(at, at + 1) {
                self.members(next, at + 1, found);
            }
        }
    }

    /// Whether a pattern may run on from one place to a later one: not over the end of a sentence.
    fn joined(&self, last: usize, next: usize) -> bool {
        if next >= self.len() {
            return false;
        }
        if self.patterns.spaced {
            next < self.reach[last]
        } else {
            next == last + 1 || !matches!(self.folded[next - 1].c, '。' | '!' | '?' | '\n')
        }
    }

    /// Whether a word is a negator, or ends in one such as "n't". No gap passes it: "the lid did not leak" is no "lid …
    /// leak". Where words are not separated none is.
    pub fn negates(&self, place: usize) -> bool {
        let negator = |g: &(u32, usize)| g.0 == NEGATOR;
        let Some(token) = self
            .segments
            .tokens
            .get(place)
            .filter(|_| self.patterns.spaced)
        else {
            return false;
        };
        let word = &self.folded[token.start..token.end];
        self.groups.at(place).iter().any(negator) || self.patterns.ends_in_negator(word)
    }

    /// Patterns that begin at a place, each with one past its last place; of one pattern the match that is found first, with small gaps.
    pub fn find(&self, at: usize, found: &mut Vec<(u32, usize)>) {
        self.walk(ROOT, at, found);
    }

    fn walk(&self, node: u32, at: usize, found: &mut Vec<(u32, usize)>) {
        let trie = &self.patterns.trie;
        if node != ROOT && trie.bits(node) & self.bits[at] == 0 {
            return;
        }
        for symbol in self.symbols.at(at) {
            if let Some(next) = trie.child(node, *symbol) {
                self.arrive(next, at + 1, found);
            }
        }
        for (group, end) in self.groups.at(at) {
            if let Some(next) = trie.child(node, *group) {
                self.arrive(next, *end, found);
            }
        }
    }

    fn arrive(&self, node: u32, end: usize, found: &mut Vec<(u32, usize)>) {
        let trie = &self.patterns.trie;
        for pattern in trie.values(node) {
            if found.iter().all(|f| f.0 != *pattern) {
                found.push((*pattern, end));
            }
        }
        if trie.bits(node) != 0 && self.joined(end - 1, end) {
            self.walk(node, end, found);
        }
        if let Some(behind) = trie.gap(node) {
            let most = if self.patterns.spaced {
                GAP_WORDS
            } else {
                GAP_LETTERS
            };
            (end..=end + most)
                .take_while(|&next| {
                    self.joined(end - 1, next) && !(next > end && self.negates(next - 1))
                })
                .for_each(|next| self.walk(behind, next, found));
        }
    }
}

/// One past the last place of the sentence that each word stands in.
fn reach(segments: &Segments) -> Vec<usize> {
    let tokens = &segments.tokens;
    let sentence = |at: usize| segments.clauses.get(tokens[at].clause).map(|c| c.sentence);
    let mut reach = vec![tokens.len(); tokens.len()];
    for at in (1..tokens.len()).rev() {
        reach[at - 1] = if sentence(at - 1) == sentence(at) {
            reach[at]
        } else {
            at
        };
    }
    reach
}

#[cfg(test)]
mod tests {
    use super::super::lexicon::LexiconFile;

    fn found(file: &LexiconFile, text: &str) -> Vec<String> {
        let hits = file.compiled().unwrap().find(text);
        hits.iter().map(|h| text[h.start..h.end].into()).collect()
    }

    fn file(text: &str) -> LexiconFile {
        serde_json::from_str(text).unwrap()
    }

    #[test]
    fn patterns_of_groups_and_gaps() {
        let en = file(
            r#"{"language": "en", "spaced": true, "negators": ["not", "no"],
            "words": {"lid": ["lid*", "screw top"], "leak": ["leak*", "drip*"], "none": ["no", "hardly any"]},
            "phrase": [{"category": "defect", "patterns": ["{lid} … {leak}", "{none} {lid}"]}]}"#,
        );
        let cases: [(&str, &[&str]); 7] = [
            ("The lids leaked.", &["lids leaked"]),
            ("The screw top always drips", &["screw top always drips"]),
            ("Screw the top on, no drips", &[]),
            ("The lid. Leaks were elsewhere.", &[]),
            // No gap passes a negator, and none stands right before a match.
            ("The lid does not leak", &[]),
            ("Not a lid that leaks", &[]),
            // A group with a negator among its members speaks of an absence itself.
            (
                "There is hardly any lid, and not no lid",
                &["hardly any lid", "no lid"],
            ),
        ];
        for (text, want) in cases {
            assert_eq!(found(&en, text), want, "{text}");
        }
        let ja = file(
            r#"{"language": "ja", "spaced": false, "negators_after": ["ない"],
            "words": {"lid": ["蓋", "フタ"], "leak": ["漏れ", "もれ"]},
            "phrase": [{"category": "defect", "patterns": ["{lid}…{leak}"]}]}"#,
        );
        assert_eq!(found(&ja, "フタから水がもれた"), ["フタから水がもれ"]);
        assert!(found(&ja, "蓋は閉まる。漏れは別の所").is_empty());
        assert!(found(&ja, "蓋から漏れない").is_empty());
    }
}
