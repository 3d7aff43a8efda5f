/// How wide a text is drawn, worked out from the advance widths of DejaVu Sans: the widest of the families that drawings name,
/// so that what fits by this fits everywhere.
enum TextWidth {
    /// Of the characters from space to tilde, in 2048ths of the size of the font.
    private static let ascii: [Int] = [
        651, 821, 942, 1716, 1303, 1946, 1597, 563, 799, 799, 1024, 1716, 651, 739, 651, 690, 1303, 1303, 1303, 1303,
        1303,
        1303, 1303, 1303, 1303, 1303, 690, 690, 1716, 1716, 1716, 1087, 2048, 1401, 1405, 1430, 1577, 1294, 1178, 1587,
        1540, 604, 604, 1343, 1141, 1767, 1532, 1612, 1235, 1612, 1423, 1300, 1251, 1499, 1401, 2025, 1403, 1251, 1403,
        799, 690, 799, 1716, 1024, 1024, 1255, 1300, 1126, 1300, 1260, 721, 1300, 1298, 569, 569, 1186, 569, 1995, 1298,
        1253, 1300, 1300, 842, 1067, 803, 1298, 1212, 1675, 1212, 1212, 1075, 1303, 690, 1303, 1716,
    ]

    /// The width of a text in the unit of `size`. O(length).
    static func of(_ text: String, size: Double) -> Double {
        var sum = 0
        for scalar in text.unicodeScalars { sum += width(scalar) }
        return Double(sum) / 2048 * size
    }

    private static func width(_ scalar: Unicode.Scalar) -> Int {
        switch scalar.value {
        case 0x20...0x7E: ascii[Int(scalar.value) - 0x20]
        case 0x300...0x36F, 0x200B...0x200F, 0xFE00...0xFE0F: 0
        case 0xA0...0x24F: 1500
        case 0x250...0x10FF: 1650
        // What stands in a square of its own.
        default: 2300
        }
    }

    /// The text, or as much of its beginning as is no wider, with an ellipsis; empty where not even that fits.
    static func fitted(_ text: String, in width: Double, size: Double) -> String {
        guard of(text, size: size) > width else { return text }
        var kept = ""
        let rest = width - of("…", size: size)
        var used = 0.0
        for character in text {
            let next = used + of(String(character), size: size)
            guard next <= rest else { break }
            kept.append(character)
            used = next
        }
        return kept.isEmpty ? "" : "\(kept)…"
    }
}
