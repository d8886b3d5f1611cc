//! Addresses and the patterns that fit them.

/// An address split as far as matching needs it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Address<'a> {
    /// `https` or `http`.
    pub scheme: &'a str,
    /// Host without port.
    pub host: &'a str,
    /// Path, query and fragment, at least `/`.
    pub rest: &'a str,
}

impl<'a> Address<'a> {
    /// Splits an absolute web address as `location.href` gives it; `None` for anything else.
    pub fn parse(url: &'a str) -> Option<Self> {
        let (scheme, after) = url.split_once("://")?;
        if !matches!(scheme, "https" | "http") {
            return None;
        }
        let end = after.find(['/', '?', '#']).unwrap_or(after.len());
        let (authority, rest) = after.split_at(end);
        let host = authority.rsplit('@').next()?;
        let host = host.split(':').next().filter(|h| !h.is_empty())?;
        let rest = if rest.is_empty() { "/" } else { rest };
        Some(Address { scheme, host, rest })
    }

    /// Whether a manifest match pattern (`https://*.example.com/path*`) fits.
    pub fn matches(&self, pattern: &str) -> bool {
        let Some((scheme, after)) = pattern.split_once("://") else {
            return false;
        };
        let end = after.find('/').unwrap_or(after.len());
        let (host, path) = after.split_at(end);
        let host_fits = match host.strip_prefix("*.") {
            Some(domain) => {
                self.host == domain
                    || self
                        .host
                        .strip_suffix(domain)
                        .is_some_and(|sub| sub.ends_with('.'))
            }
            None => host == "*" || host == self.host,
        };
        (scheme == "*" || scheme == self.scheme) && host_fits && Glob(path).fits(self.rest)
    }

    /// The match pattern of the host permission that reading this address needs.
    pub fn origin_pattern(&self) -> String {
        format!("{}://{}/*", self.scheme, self.host)
    }
}

/// A pattern in which `*` stands for any run of characters.
#[derive(Clone, Copy, Debug)]
pub struct Glob<'a>(pub &'a str);

impl Glob<'_> {
    /// Whether the whole text fits, in time linear in the product of both lengths at worst.
    pub fn fits(&self, text: &str) -> bool {
        let mut parts = self.0.split('*');
        let first = parts.next().unwrap_or_default();
        let Some(mut rest) = text.strip_prefix(first) else {
            return false;
        };
        let mut parts: Vec<&str> = parts.collect();
        let Some(last) = parts.pop() else {
            return rest.is_empty();
        };
        for part in parts {
            match rest.find(part) {
                Some(at) => rest = &rest[at + part.len()..],
                None => return false,
            }
        }
        rest.ends_with(last)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_split() {
        let a = Address::parse("https://seller.example.ru:8443/a/b?c=d#e").unwrap();
        assert_eq!(
            (a.scheme, a.host, a.rest),
            ("https", "seller.example.ru", "/a/b?c=d#e")
        );
        assert_eq!(Address::parse("https://example.com").unwrap().rest, "/");
        for bad in ["", "about:blank", "chrome://x/", "https://", "file:///x"] {
            assert_eq!(Address::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn match_patterns() {
        let cases = [
            (
                "https://*.wildberries.ru/*",
                "https://seller.wildberries.ru/x",
                true,
            ),
            (
                "https://*.wildberries.ru/*",
                "https://wildberries.ru/x",
                true,
            ),
            (
                "https://*.wildberries.ru/*",
                "https://evilwildberries.ru/x",
                false,
            ),
            (
                "https://www.wildberries.ru/catalog/*",
                "https://www.wildberries.ru/lk",
                false,
            ),
            ("*://example.com/*", "http://example.com/", true),
            ("https://example.com/*", "http://example.com/", false),
            (
                "https://example.com/*",
                "https://example.com.evil.test/",
                false,
            ),
        ];
        for (pattern, url, fits) in cases {
            assert_eq!(
                Address::parse(url).unwrap().matches(pattern),
                fits,
                "{pattern} {url}"
            );
        }
    }

    #[test]
    fn globs() {
        let cases = [
            ("/catalog/*/feedbacks*", "/catalog/1/feedbacks?x=1", true),
            ("/catalog/*/feedbacks*", "/catalog/1/detail", false),
            ("/a", "/a", true),
            ("/a", "/ab", false),
            ("*", "", true),
            ("/a*a", "/a", false),
        ];
        for (glob, text, fits) in cases {
            assert_eq!(Glob(glob).fits(text), fits, "{glob} {text}");
        }
    }
}
