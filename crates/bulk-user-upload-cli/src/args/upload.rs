//! The flags that say which file is read, and how.

use std::path::PathBuf;

use bulk_user_upload::Encoding;

/// The file of `check` and `import`.
#[derive(Debug, clap::Args)]
pub(crate) struct UploadArgs {
    /// The file; `-` reads standard input.
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// A template other than the product's: TOML where the name ends in `.toml`, else JSON.
    #[arg(long, value_name = "T")]
    pub(crate) template: Option<PathBuf>,
    /// Use this as the name of the file. By default, its own name, and `stdin.csv` for standard input.
    #[arg(long)]
    pub(crate) name: Option<String>,
    /// The encoding of the file: `windows-1250`, `ibm852`, or another label of the WHATWG Encoding Standard. By
    /// default, what its byte-order mark says, else UTF-8; a file that is neither is shown in each encoding that
    /// it may have, to choose from.
    #[arg(long, value_name = "LABEL", value_parser = Encoding::from_label)]
    pub(crate) encoding: Option<Encoding>,
    /// Take a header of the file for a column of the template that has another name: `E-mail=Login`. Can be given
    /// several times.
    #[arg(long = "map", value_name = "HEADER=COLUMN")]
    pub(crate) mapping: Vec<String>,
}
