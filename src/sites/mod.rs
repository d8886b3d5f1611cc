//! Marketplaces as data: one file a site in `data/sites`, found by the address of a page.

pub mod address;
pub mod description;

use address::{Address, Glob};
use description::{Page, SiteFile};

/// All site files, in the order of their names.
#[derive(Debug)]
pub struct Sites {
    files: Vec<SiteFile>,
}

/// What is known about an address.
#[derive(Clone, Copy, Debug)]
pub struct Place<'a> {
    /// The site file.
    pub site: &'a SiteFile,
    /// The page kind; `None` where the site is known but this page is not.
    pub page: Option<&'a Page>,
}

impl Sites {
    /// Takes the site files as they were parsed.
    pub fn new(files: Vec<SiteFile>) -> Self {
        Sites { files }
    }

    /// All site files.
    pub fn all(&self) -> &[SiteFile] {
        &self.files
    }

    /// The site and the page kind that an address belongs to.
    pub fn find(&self, url: &str) -> Option<Place<'_>> {
        let address = Address::parse(url)?;
        let fits = |site: &&SiteFile| site.matches.iter().any(|m| address.matches(m));
        let site = self.files.iter().find(fits)?;
        let page = site.pages.iter().find(|page| page.fits(address));
        Some(Place { site, page })
    }

    /// Page kinds of software that runs on many hosts and may be what stands at this address.
    pub fn anywhere(&self, url: &str) -> Vec<Place<'_>> {
        let Some(address) = Address::parse(url) else {
            return Vec::new();
        };
        let pages = |site| place_pages(site).filter(|(_, page)| page.fits(address));
        let software = self.files.iter().filter(|site| site.matches.is_empty());
        software
            .flat_map(pages)
            .map(|(site, page)| Place {
                site,
                page: Some(page),
            })
            .collect()
    }

    /// The page kind with this id, `site/page`.
    pub fn by_id(&self, id: &str) -> Option<Place<'_>> {
        let (site, page) = id.split_once('/')?;
        let site = self.get(site)?;
        let page = site.pages.iter().find(|p| p.id == page)?;
        Some(Place {
            site,
            page: Some(page),
        })
    }

    /// The site file with this id.
    pub fn get(&self, id: &str) -> Option<&SiteFile> {
        self.files.iter().find(|site| site.id == id)
    }
}

fn place_pages(site: &SiteFile) -> impl Iterator<Item = (&SiteFile, &Page)> {
    site.pages.iter().map(move |page| (site, page))
}

impl Place<'_> {
    /// Id of the rules for replies here.
    pub fn rules(&self) -> &str {
        let page = self.page.and_then(|p| p.rules.as_deref());
        page.unwrap_or(&self.site.rules)
    }
}

impl Page {
    /// Whether an address of the site is of this kind.
    pub fn fits(&self, address: Address<'_>) -> bool {
        (self.hosts.is_empty() || self.hosts.iter().any(|h| Glob(h).fits(address.host)))
            && self.paths.iter().any(|p| Glob(p).fits(address.rest))
    }
}
