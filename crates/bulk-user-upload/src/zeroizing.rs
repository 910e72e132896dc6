//! Buffers that may hold passwords. A buffer that grows leaves no copy of its content behind.

use zeroize::Zeroizing;

/// Makes room for this number of additional bytes. If the text must move, its old memory is overwritten.
pub(crate) fn reserve(buffer: &mut Zeroizing<String>, more: usize) {
    let needed = buffer.len() + more;
    if needed > buffer.capacity() {
        let mut larger = String::with_capacity(needed.max(2 * buffer.capacity()));
        larger.push_str(buffer);
        *buffer = Zeroizing::new(larger);
    }
}
