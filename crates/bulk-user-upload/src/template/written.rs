//! A template as text, to be changed and read again.

use super::Template;

impl Template {
    /// Writes the template as JSON, with all that it says. [`Template::from_json`] reads it back.
    ///
    /// # Example
    ///
    /// ```
    /// use bulk_user_upload::Template;
    ///
    /// let template = Template::default();
    /// assert_eq!(Template::from_json(&template.to_json())?, template);
    /// # Ok::<(), bulk_user_upload::template::TemplateError>(())
    /// ```
    pub fn to_json(&self) -> String {
        serde_json::to_string_pretty(self).expect("a template has nothing that JSON has not")
    }

    /// Writes the template as TOML, with all that it says. [`Template::from_toml`] reads it back. Needs the
    /// feature `toml`.
    ///
    /// # Example
    ///
    /// ```
    /// use bulk_user_upload::template::Column;
    /// use bulk_user_upload::Template;
    ///
    /// let template = Template::builder().column(Column::login("Login").alias("User").length(1, 40)).build()?;
    /// let toml = template.to_toml();
    /// assert!(toml.ends_with("
    /// [[columns]]
    /// name = \"Login\"
    /// kind = \"login\"
    /// required = true
    /// min = 1
    /// max = 40
    /// aliases = [\"User\"]
    /// "));
    /// assert_eq!(Template::from_toml(&toml)?, template);
    /// # Ok::<(), bulk_user_upload::template::TemplateError>(())
    /// ```
    #[cfg(feature = "toml")]
    pub fn to_toml(&self) -> String {
        toml_text::of(self).expect("a template has nothing that TOML has not")
    }
}

#[cfg(feature = "toml")]
mod toml_text {
    use toml::ser::Error;

    use crate::Template;
    use crate::template::spec::TemplateSpec;

    /// The width of the lines of a list, in characters, unless one word is longer.
    const WIDTH: usize = 100;

    /// The columns are written one by one, because the crate `toml` puts a list of a hundred hints either on one
    /// line or on a hundred.
    pub(super) fn of(template: &Template) -> Result<String, Error> {
        let mut spec = TemplateSpec::from(template.clone());
        let columns = std::mem::take(&mut spec.columns);
        let mut text = toml::to_string(&spec)?;
        for mut column in columns {
            let lists = column.take_lists();
            text.push_str("\n[[columns]]\n");
            text.push_str(&toml::to_string(&column)?);
            for (key, words) in lists {
                push_list(&mut text, key, words);
            }
        }
        Ok(text)
    }

    /// Writes the words on one line if they fit, otherwise on as many as they fill. An empty list is left out.
    fn push_list(text: &mut String, key: &str, words: Vec<String>) {
        if words.is_empty() {
            return;
        }
        let words: Vec<_> = words.into_iter().map(|word| toml::Value::String(word).to_string()).collect();
        let line = format!("{key} = [{}]\n", words.join(", "));
        if line.chars().count() <= WIDTH {
            text.push_str(&line);
            return;
        }
        text.extend([key, " = ["]);
        let mut width = WIDTH;
        for word in words {
            let length = word.chars().count() + 2;
            if width + length > WIDTH {
                text.push_str("\n   ");
                width = 3;
            }
            text.extend([" ", &word, ","]);
            width += length;
        }
        text.push_str("\n]\n");
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        fn list(words: &[&str]) -> String {
            let mut text = String::new();
            push_list(&mut text, "hints", words.iter().map(|&word| word.to_owned()).collect());
            text
        }

        #[test]
        fn lists_wrap_where_they_are_long() {
            assert_eq!(list(&[]), "");
            assert_eq!(list(&["a", "say \"b\""]), "hints = [\"a\", 'say \"b\"']\n");
            let long = list(&["twelve chars"; 20]);
            assert!(long.lines().all(|line| line.chars().count() <= WIDTH), "{long}");
            assert_eq!(long.lines().count(), 2 + 4, "six words a line: {long}");
            let read: toml::Table = long.parse().unwrap();
            assert_eq!(read["hints"].as_array().unwrap().len(), 20);
        }
    }
}
