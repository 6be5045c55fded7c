namespace Lumos.Core.Ingest.Csv.Bytes;

/// <summary>Recognises the double-byte encodings of East Asia by how many pairs fall into the ranges of everyday characters.</summary>
internal static class CsvDoubleByteEncoding
{
    /// <summary>The encoding, or null when the bytes are not pairs.</summary>
    /// <param name="bytes">High bytes and their neighbours.</param>
    public static string? Detect(ReadOnlySpan<byte> bytes)
    {
        var chinese = Score(bytes, b => b is >= 0x81 and <= 0xFE, (a, b) => (a is >= 0xB0 and <= 0xD7 && b >= 0xA1) || (a is 0xA1 or 0xA3 && b >= 0xA1), b => b is >= 0x40 and not 0x7F and not 0xFF);
        var japanese = Score(bytes, alone: true, lead: b => b is (>= 0x81 and <= 0x9F) or (>= 0xE0 and <= 0xFC), common: (a, b) => (a is >= 0x82 and <= 0x83) || (a is >= 0x88 and <= 0x97) || (a == 0x98 && b <= 0x72) || a == 0x81, trail: b => b is >= 0x40 and not 0x7F and <= 0xFC);
        var japaneseUnix = Score(bytes, b => b is >= 0xA1 and <= 0xFE, (a, b) => a is 0xA4 or 0xA5 || (a is >= 0xB0 and <= 0xCF && b >= 0xA1), b => b is >= 0xA1 and <= 0xFE);
        var kana = Share(bytes, 0xA4, 0xA5);
        var korean = Score(bytes, b => b is >= 0x81 and <= 0xFE, (a, b) => a is >= 0xB0 and <= 0xC8 && b >= 0xA1, b => b is (>= 0x41 and <= 0x5A) or (>= 0x61 and <= 0x7A) or (>= 0x81 and <= 0xFE));
        var taiwanese = Score(bytes, b => b is >= 0x81 and <= 0xFE, (a, b) => a is >= 0xA4 and <= 0xC6, b => b is (>= 0x40 and <= 0x7E) or (>= 0xA1 and <= 0xFE));
        if (japanese > 0.85 && japanese > chinese) return "shift_jis";
        if (kana > 0.2 && japaneseUnix > 0.85) return "euc-jp";
        if (korean > 0.93) return "euc-kr";
        if (chinese > 0.8 && chinese >= taiwanese - 0.1) return "gb18030";
        if (taiwanese > 0.85) return "big5";
        return chinese > 0.8 ? "gb18030" : null;
    }

    /// <remarks><c>alone</c> lets the half-width katakana of Shift-JIS stand by themselves.</remarks>
    /// <summary>Share of pairs that are everyday characters; 0 when the bytes cannot be pairs or are too few to tell.</summary>
    private static double Score(ReadOnlySpan<byte> bytes, Func<byte, bool> lead, Func<byte, byte, bool> common, Func<byte, bool> trail, bool alone = false)
    {
        int pairs = 0, good = 0, bad = 0, highPairs = 0, lastAlone = -2, adjacent = 0, lastPair = -2;
        for (var i = 0; i < bytes.Length; i++)
        {
            var a = bytes[i];
            if (a < 0x80) continue;
            if (i + 1 >= bytes.Length) break;
            var b = bytes[i + 1];
            if (alone && a is >= 0xA1 and <= 0xDF)
            {
                // Half-width letters come in words, a lone one is another encoding's.
                if (b is < 0xA1 or > 0xDF && lastAlone != i - 1) bad++;
                lastAlone = i;
                continue;
            }

            if (!lead(a) || !trail(b))
            {
                bad++;
                continue;
            }

            pairs++;
            if (b >= 0x80) highPairs++;
            if (lastPair == i - 2) adjacent++;
            lastPair = i;
            if (common(a, b)) good++;
            i++;
        }

        // An accent and the letter behind it are pairs too, but words of such pairs are another script's.
        if (pairs < 3 || bad > pairs / 20 || (highPairs < pairs * 0.3 && adjacent < pairs * 0.6)) return 0;
        return good / (double)pairs;
    }

    private static double Share(ReadOnlySpan<byte> bytes, byte a, byte b)
    {
        int pairs = 0, hits = 0;
        for (var i = 0; i + 1 < bytes.Length; i++)
        {
            if (bytes[i] < 0x80) continue;
            pairs++;
            if (bytes[i] == a || bytes[i] == b) hits++;
            i++;
        }

        return pairs < 3 ? 0 : hits / (double)pairs;
    }
}
