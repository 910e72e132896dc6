//! Output for a terminal: colours if they are wanted, no failure on a closed pipe, and no character that
//! would control the terminal.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::io::{self, Write};

use anstream::{AutoStream, ColorChoice};
use anstyle::{AnsiColor, Style};
use bulk_user_upload::text::is_invisible;

use crate::args::Color;
use crate::error::Error;

/// The style of the word `error`.
pub(crate) const ERROR: Style = AnsiColor::Red.on_default().bold();
/// The style of titles.
pub(crate) const TITLE: Style = Style::new().bold();
/// The style of text beside a value.
pub(crate) const LABEL: Style = AnsiColor::Cyan.on_default();
/// The style of arrows, bars, `help` and `note`.
pub(crate) const GUIDE: Style = AnsiColor::Cyan.on_default().bold();
/// The style of good news.
pub(crate) const GOOD: Style = AnsiColor::Green.on_default().bold();

/// Standard output for styled text. The styles are removed if colours are not wanted.
pub(crate) fn styled_stdout(color: Color) -> AutoStream<io::StdoutLock<'static>> {
    let stdout = io::stdout();
    let choice = choice(color, AutoStream::choice(&stdout));
    AutoStream::new(stdout.lock(), choice)
}

/// Writes text with styles to standard output. The caller makes text that comes from files visible.
pub(crate) fn write_text(text: &str, color: Color) -> Result<(), Error> {
    let mut out = styled_stdout(color);
    closed_pipe_is_fine(out.write_all(text.as_bytes()).and_then(|()| out.flush()))
}

/// Writes a line to standard output.
pub(crate) fn write_line(line: &str) -> Result<(), Error> {
    write_stdout(|out| writeln!(out, "{}", visible(line)))
}

/// Writes data to standard output. A closed pipe is not a failure: its reader has read all it wanted.
pub(crate) fn write_stdout(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Error> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    closed_pipe_is_fine(write(&mut out).and_then(|()| out.flush()))
}

/// The result of a write to standard output, without the failure of a closed pipe.
pub(crate) fn closed_pipe_is_fine(result: io::Result<()>) -> Result<(), Error> {
    match result {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        result => result.map_err(Error::Stdout),
    }
}

/// Writes a line to standard error. A failure is ignored, because there is no other place to report it.
pub(crate) fn tell(line: &str) {
    let _ = writeln!(io::stderr().lock(), "{}", visible(line));
}

/// Writes text with styles to standard error. The caller makes text that comes from files visible.
pub(crate) fn tell_styled(text: &str, color: Color) {
    let stderr = io::stderr();
    let choice = choice(color, AutoStream::choice(&stderr));
    let _ = AutoStream::new(stderr.lock(), choice).write_all(text.as_bytes());
}

/// Writes to standard error why the command could not run, on one line.
pub(crate) fn report_failure(error: &Error, color: Color) {
    let stderr = io::stderr();
    let choice = choice(color, AutoStream::choice(&stderr));
    let line = one_line(&error.to_string());
    let _ = writeln!(AutoStream::new(stderr.lock(), choice), "{ERROR}error:{ERROR:#} {line}");
}

/// The text with code points (`<U+0007>`) in place of characters that are invisible or would control a
/// terminal.
pub(crate) fn visible(text: &str) -> Cow<'_, str> {
    if !text.contains(is_invisible) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 8);
    for character in text.chars() {
        if is_invisible(character) {
            let _ = write!(shown, "<U+{:04X}>", u32::from(character));
        } else {
            shown.push(character);
        }
    }
    Cow::Owned(shown)
}

/// The text on one line, with visible characters only.
fn one_line(text: &str) -> String {
    let words: Vec<_> = text.split(['\r', '\n']).map(str::trim).filter(|line| !line.is_empty()).collect();
    visible(&words.join(" ")).into_owned()
}

fn choice(color: Color, auto: ColorChoice) -> ColorChoice {
    match color {
        Color::Auto => auto,
        Color::Always => ColorChoice::Always,
        Color::Never => ColorChoice::Never,
    }
}
