//! Many short lists in one.

/// Lists of different lengths, one after the other.
pub struct Rows<T> {
    /// All of them.
    pub all: Vec<T>,
    ends: Vec<usize>,
}

impl<T> Rows<T> {
    /// None yet, with room for the ends of so many.
    pub fn new(places: usize) -> Self {
        Rows {
            all: Vec::new(),
            ends: Vec::with_capacity(places),
        }
    }

    /// Ends a list.
    pub fn close(&mut self) {
        self.ends.push(self.all.len());
    }

    /// A list.
    pub fn at(&self, place: usize) -> &[T] {
        let from = place.checked_sub(1).map_or(0, |before| self.ends[before]);
        self.ends.get(place).map_or(&[], |&to| &self.all[from..to])
    }

    /// How many lists there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }
}
