//! Situations: what calls for care, told by readable phrases and by the forms of personal data.

use super::aspect::Aspect;
use super::fold::fold;
use super::matcher::Hit;
use super::pii::{self, Personal};
use super::{Basis, Evidence, Found, PHRASES, Polarity, Read, SITUATIONS};

/// A demand and its lever belong together when at most so many sentences lie between them.
const NEAR: usize = 1;
/// Most spans that are shown for one situation.
const SPANS: usize = 12;

/// Place of `health_safety` in [`super::CATEGORIES`].
const HEALTH: usize = 0;

impl Read<'_> {
    /// Everything found except `rating_mismatch`, in the order of [`SITUATIONS`].
    pub(super) fn situations(&self, polarity: Polarity, personal: &Personal) -> Vec<Found> {
        let hits = self.analysis.as_ref().map_or(&[][..], |a| &a.hits[..]);
        let complains = polarity.dissatisfied();
        SITUATIONS
            .iter()
            .enumerate()
            .filter_map(|(number, id)| {
                let mut evidence: Vec<Evidence> = hits
                    .iter()
                    .filter(|h| {
                        h.aspect == Aspect::Situation(number)
                            // What a complaint says of health is never missed for want of a second phrase.
                            || (*id == "safety" && complains && h.aspect == Aspect::Category(HEALTH))
                    })
                    .map(|h| self.whole.evidence((h.start, h.end)))
                    .collect();
                match *id {
                    "blackmail" => evidence = self.blackmail(hits),
                    "pii" => {
                        let folded = self.analysis.as_ref().map(|a| &a.folded[..]);
                        let found = match folded {
                            Some(folded) => {
                                pii::find(&self.whole.text, folded, self.language, personal)
                            }
                            None => {
                                pii::find(&self.whole.text, &fold(&self.whole.text), None, personal)
                            }
                        };
                        evidence = found
                            .into_iter()
                            .map(|span| self.whole.evidence(span))
                            .collect();
                    }
                    // Advice to others and to sellers is often put as a question by satisfied buyers too.
                    "repeat_issue" | "wrong_target" | "user_damage" if !polarity.dissatisfied() => {
                        evidence.clear();
                    }
                    _ => {}
                }
                drop_nested(&mut evidence);
                let confidence = 1.0 - 0.4f64.powi(i32::try_from(evidence.len()).ok()?);
                evidence.truncate(SPANS);
                let (basis, named) = match *id {
                    "pii" => (Basis::Form, 0),
                    _ => (Basis::Phrases, PHRASES),
                };
                (!evidence.is_empty()).then(|| Found {
                    id: (*id).to_owned(),
                    confidence,
                    phrases: evidence.iter().take(named).copied().collect(),
                    evidence,
                    basis,
                })
            })
            .collect()
    }

    /// Only a lever with a demand close by is blackmail: a demand alone is a buyer's right.
    fn blackmail(&self, hits: &[Hit]) -> Vec<Evidence> {
        let Some(analysis) = &self.analysis else {
            return Vec::new();
        };
        let sentence = |hit: &Hit| {
            let clause = analysis.segments.clause_at(hit.at)?;
            Some(analysis.segments.clauses[clause].sentence)
        };
        let of = |aspect: Aspect| hits.iter().filter(move |h| h.aspect == aspect);
        for lever in of(Aspect::Lever) {
            let demand = of(Aspect::Demand).find(|demand| {
                sentence(demand)
                    .zip(sentence(lever))
                    .is_some_and(|(a, b)| a.abs_diff(b) <= NEAR)
            });
            if let Some(demand) = demand {
                return [demand, lever]
                    .map(|h| self.whole.evidence((h.start, h.end)))
                    .to_vec();
            }
        }
        Vec::new()
    }
}

/// Two patterns may hit the same words: the longer span stays.
fn drop_nested(evidence: &mut Vec<Evidence>) {
    use crate::protocol::Field;
    evidence.sort_by_key(|e| (e.field == Field::Text, e.start, usize::MAX - e.end));
    let mut reach: Option<Evidence> = None;
    evidence.retain(|e| {
        let covered = reach.is_some_and(|r| r.field == e.field && r.end >= e.end);
        if !covered {
            reach = Some(*e);
        }
        !covered
    });
}
