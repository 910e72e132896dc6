//! Buffers that may hold passwords, and leave no outgrown copy behind.

use zeroize::Zeroizing;

/// Makes room for so many more bytes. Where the text must move, the memory that it leaves is zeroized.
pub(crate) fn reserve(buffer: &mut Zeroizing<String>, more: usize) {
    let needed = buffer.len() + more;
    if needed > buffer.capacity() {
        let mut larger = String::with_capacity(needed.max(2 * buffer.capacity()));
        larger.push_str(buffer);
        *buffer = Zeroizing::new(larger);
    }
}
