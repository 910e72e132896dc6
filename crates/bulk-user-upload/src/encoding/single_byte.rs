//! Decoding many cells one by one. For an encoding of single bytes a table of characters is made once: in
//! measurements, a decoder for each cell took most of the time of reading a file in two dozen encodings.

use super::Encoding;

/// Decodes cells by themselves.
pub(super) struct CellDecoder {
    encoding: Encoding,
    /// The character of each byte, if each byte that has one stands for it alone.
    characters: Option<Box<[Option<char>; 256]>>,
}

impl CellDecoder {
    pub(super) fn new(encoding: Encoding) -> Self {
        let characters = encoding.is_single_byte().then(|| {
            let character = |byte: usize| encoding.decode_cell(&[byte as u8])?.chars().next();
            Box::new(std::array::from_fn(character))
        });
        Self { encoding, characters }
    }

    pub(super) fn encoding(&self) -> Encoding {
        self.encoding
    }

    pub(super) fn is_single_byte(&self) -> bool {
        self.characters.is_some()
    }

    /// The text of a cell. `None` if the encoding has no character for it.
    pub(super) fn decode(&self, bytes: &[u8]) -> Option<String> {
        let Some(characters) = &self.characters else { return self.encoding.decode_cell(bytes) };
        let mut text = String::with_capacity(3 * bytes.len());
        for &byte in bytes {
            text.push(characters[usize::from(byte)]?);
        }
        Some(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_decodes_what_the_decoder_decodes() {
        let bytes: Vec<_> = (0..=255).collect();
        for encoding in Encoding::all() {
            let decoder = CellDecoder::new(encoding);
            for cell in bytes.windows(2) {
                assert_eq!(decoder.decode(cell), encoding.decode_cell(cell), "{encoding} {cell:?}");
            }
        }
    }
}
