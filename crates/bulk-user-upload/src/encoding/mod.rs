//! Encodings: their names, decoding, and what a file whose encoding is not known may say (SPEC section 2).

mod decode;
mod labels;
mod mixed;
mod question;
mod readings;
mod script;
mod signature;
mod single_byte;
mod table;

pub(crate) use self::decode::{Decoded, NotText, Origin, Text, decode};
pub use self::labels::UnknownEncoding;
pub(crate) use self::mixed::mixed_lines;
pub(crate) use self::question::AssumedRows;
pub(crate) use self::readings::read_readings;
pub use self::table::Encoding;
