// Previews of links.
