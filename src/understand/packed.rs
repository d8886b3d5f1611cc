//! Numbers and lists as bytes: how compiled phrase data stand in their file.

/// Adds a number, seven bits a byte, the lowest first.
pub fn push(out: &mut Vec<u8>, mut number: u32) {
    while number > 0x7f {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

/// Bytes that are read from the front; `None` where they end too early or are not what was asked for.
pub struct Packed<'b>(pub &'b [u8]);

impl<'b> Packed<'b> {
    /// So many bytes.
    pub fn take(&mut self, count: usize) -> Option<&'b [u8]> {
        let (head, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(head)
    }

    /// A number.
    pub fn number(&mut self) -> Option<u32> {
        let mut number = 0;
        for shift in (0..u32::BITS).step_by(7) {
            let (&byte, rest) = self.0.split_first()?;
            self.0 = rest;
            number |= u32::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some(number);
            }
        }
        None
    }

    /// How many things follow, each of at least one byte: never more than there are bytes.
    pub fn count(&mut self) -> Option<usize> {
        let count = self.number()? as usize;
        (count <= self.0.len()).then_some(count)
    }

    /// A word.
    pub fn word(&mut self) -> Option<Vec<char>> {
        let letters = 0..self.count()?;
        letters.map(|_| char::from_u32(self.number()?)).collect()
    }
}
