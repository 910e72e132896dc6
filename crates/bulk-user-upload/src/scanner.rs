//! Finds the bytes at which an unquoted cell may end or is damaged, sixty-four bytes at a time.
//!
//! Cells are short, so a separate search for the end of each cell would spend most of its time on starting
//! and stopping. In measurements on files of users, this scanner took less than half the time of a loop over
//! bytes, or of one `memchr` for each cell.

use wide::u8x64;

/// The number of bytes that are looked at together.
const BLOCK: usize = 64;

pub(crate) struct Scanner<'t> {
    bytes: &'t [u8],
    needles: [u8x64; 4],
    /// The offset of the block that was looked at last.
    block: usize,
    /// The needles in that block, one bit each.
    found: u64,
}

impl<'t> Scanner<'t> {
    pub(crate) fn new(bytes: &'t [u8], needles: [u8; 4]) -> Self {
        let mut scanner = Self { bytes, needles: needles.map(u8x64::splat), block: 0, found: 0 };
        scanner.look_at(0);
        scanner
    }

    /// The offset of the first needle at `at` or after it; the length of the bytes if there is none.
    // Without this attribute the compiler sometimes makes a call of it, and a check takes a tenth longer
    // (`cargo xtask bench`).
    #[expect(clippy::inline_always, reason = "measured")]
    #[inline(always)]
    pub(crate) fn next(&mut self, at: usize) -> usize {
        let mut at = at;
        while at < self.bytes.len() {
            let block = at - at % BLOCK;
            if block != self.block {
                self.look_at(block);
            }
            let found = self.found >> (at - block);
            if found != 0 {
                return at + found.trailing_zeros() as usize;
            }
            at = block + BLOCK;
        }
        self.bytes.len()
    }

    #[inline(never)]
    fn look_at(&mut self, block: usize) {
        let rest = &self.bytes[block..];
        self.block = block;
        self.found = if let Some(bytes) = rest.first_chunk() {
            self.needles_in(*bytes)
        } else {
            let mut bytes = [0; BLOCK];
            bytes[..rest.len()].copy_from_slice(rest);
            // The zeros beyond the end of the text do not count, even if the delimiter is NUL.
            self.needles_in(bytes) & !(u64::MAX << rest.len())
        };
    }

    fn needles_in(&self, bytes: [u8; BLOCK]) -> u64 {
        let bytes = u8x64::from(bytes);
        let [a, b, c, d] = self.needles.map(|needle| bytes.simd_eq(needle));
        (a | b | c | d).to_bitmask()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn finds_what_a_plain_search_finds(
            bytes in prop::collection::vec(prop::sample::select(b",\"\r\nabc\0\xFF".to_vec()), 0..300),
            starts in prop::collection::vec(0_usize..310, 1..20),
        ) {
            for needles in [*b",\"\r\n", *b"\0\"\r\n"] {
                let mut found = Scanner::new(&bytes, needles);
                for &start in &starts {
                    let plain = (start..bytes.len()).find(|&at| needles.contains(&bytes[at]));
                    prop_assert_eq!(found.next(start), plain.unwrap_or(bytes.len()));
                }
            }
        }
    }
}
