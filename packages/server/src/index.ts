// The public entry of the package.
