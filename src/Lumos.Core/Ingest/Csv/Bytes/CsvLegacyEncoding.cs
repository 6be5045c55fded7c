namespace Lumos.Core.Ingest.Csv.Bytes;

/// <summary>
/// Tells legacy code pages apart by the bytes above 0x7F and what stands beside them: whether they come in pairs, in long runs
/// (scripts of their own), or singly between Latin letters. Frequent letters of each script decide within a family.
/// </summary>
internal static class CsvLegacyEncoding
{
    private const int MaxEvidence = 1 << 18;

    // Lower-case letters that make up most of a Russian, Greek or Western text, as bytes of the code page.
    private static readonly byte[] Cyrillic1251 = [0xEE, 0xE5, 0xE0, 0xE8, 0xED, 0xF2, 0xF1, 0xF0, 0xE2, 0xEB];
    private static readonly byte[] CyrillicKoi8 = [0xCF, 0xC5, 0xC1, 0xC9, 0xCE, 0xD4, 0xD3, 0xD2, 0xD7, 0xCC];
    private static readonly byte[] Cyrillic866 = [0xAE, 0xA5, 0xA0, 0xA8, 0xAD, 0xE2, 0xE1, 0xE0, 0xA2, 0xAB];
    private static readonly byte[] Greek1253 = [0xE1, 0xEF, 0xE9, 0xF4, 0xF3, 0xED, 0xE7, 0xF2, 0xEA, 0xDC];
    private static readonly byte[] Mac = [0x8E, 0x8F, 0x88, 0x8A, 0x9A, 0x9F, 0x87, 0x97, 0x96, 0x92, 0x8D, 0x90, 0x99, 0x8B, 0x8C, 0xA7, 0xBF, 0x9C, 0x95];
    private static readonly byte[] Dos850 = [0x82, 0x8A, 0x85, 0x81, 0x84, 0x94, 0xA4, 0xA2, 0xA0, 0xA1, 0x87, 0x88, 0xA3, 0xE1, 0x86, 0x91, 0x9B, 0x93, 0xC6];
    private static readonly byte[] Central1250 = [0xB3, 0xB9, 0xBF, 0x9C, 0x9F, 0xEA, 0xE6, 0xF8, 0xEC, 0xE8, 0xF9, 0x9E, 0x9A, 0xF5, 0xFB, 0xE3, 0xBA, 0xFE, 0xEF, 0xF2, 0x9D, 0xBE];
    private static readonly byte[] CentralOnly1250 = [0xB3, 0xB9, 0xBF, 0x9F, 0x9D, 0xBE];
    private static readonly byte[] CentralIso = [0xB1, 0xB6, 0xBC, 0xA6, 0xAC, 0xA1];
    private static readonly byte[] NotIso = [0x9C, 0x9F, 0x8C, 0x8F, 0x9A, 0x9E, 0x8A, 0x8E, 0x9D];

    // Letters of Lithuanian and of Latvian, the first of which most texts have, and what neither has.
    private static readonly byte[] Lithuanian1257 = [0xEB, 0xF0, 0xFE, 0xE0, 0xE1, 0xE6, 0xE8, 0xF8, 0xFB];
    private static readonly byte[] Latvian1257 = [0xE2, 0xEE, 0xF0, 0xE7, 0xFB, 0xFE, 0xF2, 0xEF, 0xED, 0xEC, 0xE8];
    private static readonly byte[] Turkish = [0xFD, 0xFE, 0xF0, 0xDD, 0xDE, 0xD0];

    /// <summary>Keeps the high bytes of a sample with one byte on either side, which is all that detection needs.</summary>
    public static void Collect(ReadOnlySpan<byte> sample, List<byte> evidence)
    {
        for (var i = 0; i < sample.Length && evidence.Count < MaxEvidence; i++)
        {
            if (sample[i] < 0x80)
            {
                var near = (i > 0 && sample[i - 1] >= 0x80) || (i + 1 < sample.Length && sample[i + 1] >= 0x80);
                if (!near) continue;
            }

            evidence.Add(sample[i]);
        }
    }

    public static string Detect(ReadOnlySpan<byte> bytes)
    {
        int high = 0, runs = 0, inLong = 0;
        for (var i = 0; i < bytes.Length;)
        {
            if (bytes[i] < 0x80)
            {
                i++;
                continue;
            }

            var start = i;
            while (i < bytes.Length && bytes[i] >= 0x80) i++;
            runs++;
            high += i - start;
            if (i - start >= 3) inLong += i - start;
        }

        if (high == 0) return "windows-1252";
        if (CsvDoubleByteEncoding.Detect(bytes) is { } doubleByte) return doubleByte;
        if (inLong > high * 0.6 && runs > 0 && high >= 6) return Script(bytes, high);
        return Latin(bytes);
    }

    private static string Script(ReadOnlySpan<byte> bytes, int high)
    {
        var scores = new (string Name, int Score)[]
        {
            ("windows-1251", Count(bytes, Cyrillic1251)), ("koi8-r", Count(bytes, CyrillicKoi8)), ("ibm866", Count(bytes, Cyrillic866)), ("windows-1253", Count(bytes, Greek1253)),
        };
        var best = scores[0];
        foreach (var candidate in scores)
        {
            if (candidate.Score > best.Score) best = candidate;
        }

        // Text in capitals holds no frequent lower-case letter; the older default is the likelier one.
        return best.Score > high * 0.25 ? best.Name : "windows-1251";
    }

    private static string Latin(ReadOnlySpan<byte> bytes)
    {
        int notIso = 0, controlsInWords = 0, lettersInWords = 0, mac = 0, dos = 0, central = 0, centralOnly = 0, iso = 0, turkish = 0, western = 0;
        int czech = 0, spaces = 0;
        for (var i = 0; i < bytes.Length; i++)
        {
            var b = bytes[i];
            if (b < 0x80) continue;
            var before = i > 0 && IsLower(bytes[i - 1]);
            var after = i + 1 < bytes.Length && IsLetter(bytes[i + 1]);
            if (!before && !after) continue;

            // A trade mark behind a word, an opening quote before one: signs, no letters.
            if ((b == 0x99 && !after) || (b == 0x84 && !before)) continue;
            if (b < 0xA0 && b is not (0x9A or 0x9E or 0x9C or 0x8A or 0x8E or 0x8C or 0x9F or 0x92 or 0x91 or 0x96 or 0x97 or 0x93 or 0x94 or 0x85)) controlsInWords++;
            if (b is 0x8E or 0x8A or 0x9A or 0x94 or 0x85 or 0x9F && before && after) controlsInWords++;
            if (b >= 0xC0) lettersInWords++;
            if (b == 0xCA && i > 0 && bytes[i - 1] is >= (byte)'a' and <= (byte)'z') spaces++;
            if (before || after)
            {
                if (Mac.AsSpan().Contains(b)) mac++;
                if (Dos850.AsSpan().Contains(b)) dos++;
            }

            if (Central1250.AsSpan().Contains(b)) central++;
            if (CentralOnly1250.AsSpan().Contains(b) && before && after) centralOnly++;
            if (b is 0xF8 or 0xEC or 0xF9 or 0x9E or 0xE8 or 0xEF or 0x9A) czech |= b switch { 0xF8 => 1, 0xEC => 2, 0xF9 => 4, 0x9E => 8, 0xE8 => 16, 0xEF => 32, _ => 64 };
            if (CentralIso.AsSpan().Contains(b) && before && after) iso++;
            if (NotIso.AsSpan().Contains(b)) notIso++;
            if (Turkish.AsSpan().Contains(b)) turkish++;
            if (b is 0xE9 or 0xE8 or 0xE0 or 0xE7 or 0xFC or 0xF6 or 0xE4 or 0xDF or 0xF1 or 0xF3 or 0xED or 0xE1 or 0xE5 or 0xF8 or 0xE3 or 0xEA or 0xF4) western++;
        }

        // One capital behind small letters time and again is no letter but the space that does not break.
        if (spaces > 0 && spaces >= (lettersInWords + controlsInWords) * 0.9) return "macintosh";
        if (controlsInWords > lettersInWords) return mac >= dos ? "macintosh" : "ibm850";
        if (IsBaltic(bytes, Lithuanian1257) || IsBaltic(bytes, Latvian1257)) return "windows-1257";
        if (turkish > 2 && turkish >= western / 2) return "windows-1254";
        if (centralOnly > 0 && central > western / 2 && centralOnly * 6 > lettersInWords) return iso > 0 && notIso == 0 ? "iso-8859-2" : "windows-1250";
        if (iso > 1 && iso * 4 > western && notIso == 0) return "iso-8859-2";
        if (System.Numerics.BitOperations.PopCount((uint)czech) >= 4 && (czech & 3) == 3) return "windows-1250";
        return "windows-1252";
    }

    /// <summary>Whether nearly all letters are those of one Baltic language, at least four of them, the telling ones among them.</summary>
    private static bool IsBaltic(ReadOnlySpan<byte> bytes, byte[] letters)
    {
        int like = 0, all = 0, seen = 0;
        for (var i = 0; i < bytes.Length; i++)
        {
            if (bytes[i] < 0xE0 || !((i > 0 && IsLower(bytes[i - 1])) || (i + 1 < bytes.Length && IsLetter(bytes[i + 1])))) continue;
            all++;
            if (letters.AsSpan().IndexOf(bytes[i]) is not (>= 0 and var at)) continue;
            like++;
            seen |= 1 << at;
        }

        // The first and third or second tell them from languages that share the others.
        var telling = letters[0] == 0xEB ? (seen & 1) != 0 && (seen & 6) != 0 : (seen & 7) == 7;
        return telling && like >= 8 && like * 20 >= all * 19 && System.Numerics.BitOperations.PopCount((uint)seen) >= 4;
    }

    private static int Count(ReadOnlySpan<byte> bytes, byte[] letters)
    {
        var count = 0;
        foreach (var b in bytes)
        {
            if (b >= 0x80 && letters.AsSpan().Contains(b)) count++;
        }

        return count;
    }

    private static bool IsLower(byte b) => b is >= (byte)'a' and <= (byte)'z' or >= 0xC0;

    private static bool IsLetter(byte b) => char.IsAsciiLetter((char)b) || b >= 0xC0;
}
