"""Reports made by chance: sound ones of many shapes, and the same with one fault planted. Nothing here knows how the
reconciler works: figures are made from their parts, printed as councils print them, and a fault changes one cell."""
