namespace Lumos.Core.Ingest.Csv.Bytes;

/// <summary>How often each kind of line end occurs.</summary>
internal readonly record struct CsvNewlines(int CrLf, int Lf, int Cr)
{
    /// <summary>Whether lone CRs are likely line ends: there is nothing else, or they are as common.</summary>
    public bool CrEndsRecords => Cr > 0 && Lf + CrLf <= Cr * 20;

    public string Name => (CrLf > 0, Lf > 0, CrEndsRecords) switch
    {
        (false, false, false) => "none",
        (true, false, false) => "crlf",
        (false, true, false) => "lf",
        (false, false, true) => "cr",

        // A few bare LFs in a CRLF file stand inside quoted fields more often than between records.
        _ when CrLf > Lf * 20 && !CrEndsRecords => "crlf",
        _ when Lf > CrLf * 20 && !CrEndsRecords => "lf",
        _ => "mixed",
    };

    public static CsvNewlines Count(ReadOnlySpan<byte> text)
    {
        int crlf = 0, lf = 0, cr = 0;
        while (true)
        {
            var hit = text.IndexOfAny((byte)'\n', (byte)'\r');
            if (hit < 0) return new CsvNewlines(crlf, lf, cr);
            if (text[hit] == (byte)'\n')
            {
                lf++;
            }
            else if (hit + 1 < text.Length && text[hit + 1] == (byte)'\n')
            {
                crlf++;
                hit++;
            }
            else
            {
                cr++;
            }

            text = text[(hit + 1)..];
        }
    }
}
