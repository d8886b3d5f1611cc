//! Sequences of symbols as a tree, so that what many of them begin with is compared only once.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;

use rustc_hash::FxHasher;

/// One step of a sequence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// A character, or the number of a word.
    Symbol(u32),
    /// A few symbols that do not matter.
    Gap,
}

/// Where a walk begins.
pub const ROOT: u32 = 0;
const NONE: u32 = u32::MAX;

/// A tree of sequences, each with a value at its end.
#[derive(Debug)]
pub struct Trie {
    nodes: Vec<Node>,
    /// From a node (upper half) by a symbol (lower half) to a node.
    edges: HashMap<u64, u32, BuildHasherDefault<FxHasher>>,
    /// Values, each with the place of the next one that ends at the same node.
    values: Vec<(u32, u32)>,
}

#[derive(Clone, Copy, Debug)]
struct Node {
    /// Where it goes on behind a gap.
    gap: u32,
    /// The first value that ends here.
    value: u32,
    leaf: bool,
}

impl Default for Trie {
    fn default() -> Self {
        Trie {
            nodes: vec![Node::NEW],
            edges: HashMap::default(),
            values: Vec::new(),
        }
    }
}

impl Node {
    const NEW: Node = Node {
        gap: NONE,
        value: NONE,
        leaf: true,
    };
}

impl Trie {
    /// Adds a sequence.
    pub fn insert(&mut self, steps: impl IntoIterator<Item = Step>, value: u32) {
        let mut node = ROOT;
        for step in steps {
            node = self.grow(node, step);
        }
        let next = self.nodes[node as usize].value;
        self.nodes[node as usize].value = self.values.len() as u32;
        self.values.push((value, next));
    }

    fn grow(&mut self, node: u32, step: Step) -> u32 {
        let fresh = self.nodes.len() as u32;
        let from = &mut self.nodes[node as usize];
        let to = match step {
            Step::Symbol(symbol) => {
                from.leaf = false;
                *self.edges.entry(edge(node, symbol)).or_insert(fresh)
            }
            Step::Gap if from.gap == NONE => {
                from.gap = fresh;
                fresh
            }
            Step::Gap => from.gap,
        };
        if to == fresh {
            self.nodes.push(Node::NEW);
        }
        to
    }

    /// The node that a symbol leads to.
    pub fn child(&self, node: u32, symbol: u32) -> Option<u32> {
        if self.nodes[node as usize].leaf {
            return None;
        }
        self.edges.get(&edge(node, symbol)).copied()
    }

    /// The node behind a gap.
    pub fn gap(&self, node: u32) -> Option<u32> {
        let gap = self.nodes[node as usize].gap;
        (gap != NONE).then_some(gap)
    }

    /// Whether no symbol leads on.
    pub fn is_leaf(&self, node: u32) -> bool {
        self.nodes[node as usize].leaf
    }

    /// Values of the sequences that end at a node, the last one added first.
    pub fn values(&self, node: u32) -> impl Iterator<Item = u32> {
        let mut next = self.nodes[node as usize].value;
        std::iter::from_fn(move || {
            let (value, after) = *self.values.get(next as usize)?;
            next = after;
            Some(value)
        })
    }
}

fn edge(node: u32, symbol: u32) -> u64 {
    u64::from(node) << 32 | u64::from(symbol)
}
