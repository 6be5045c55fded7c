using System.Runtime.InteropServices;
using Lumos.Core.Ingest.Csv.Records;

namespace Lumos.Core.Ingest.Csv.Dialects;

/// <summary>
/// Holds the ranked dialects against samples from further down: what reads the start best must also give records of its width there.
/// Where it does not, candidates that do are moved up, those that only the samples suggest among them.
/// </summary>
internal static class CsvSecondLook
{
    private const int Pieces = 8;
    private const int PieceBytes = 8 << 10;
    private const int MaxCandidates = 8;
    private const double Agrees = 0.9;

    /// <summary>Samples from the part of the head that was not scored, and from between and the end of a larger file.</summary>
    /// <param name="sample">The file.</param>
    /// <param name="head">Its head without the middles of long fields.</param>
    /// <param name="scored">Bytes of it that were scored.</param>
    public static List<byte[]> Samples(CsvSample sample, byte[] head, int scored)
    {
        var pieces = new List<byte[]>();
        var step = (head.Length - scored) / Pieces;
        if (step >= PieceBytes)
        {
            for (var i = 0; i < Pieces; i++) Add(head.AsSpan(scored + (i * step), PieceBytes));
        }

        foreach (var middle in sample.Middle) Add(middle);
        if (sample.Tail.Length > PieceBytes) Add(sample.Tail.AsSpan(sample.Tail.Length / 2, Math.Min(PieceBytes, sample.Tail.Length / 2)));
        return pieces;

        void Add(ReadOnlySpan<byte> text)
        {
            var start = text.IndexOfAny((byte)'\n', (byte)'\r') + 1;
            if (start > 0 && start < text.Length) pieces.Add(text[start..].ToArray());
        }
    }

    /// <summary>The candidates in the order that the samples, too, speak for.</summary>
    /// <param name="ranked">Candidates by the start of the file, best first.</param>
    /// <param name="samples">What <see cref="Samples"/> gave.</param>
    /// <param name="suggested">Scores, on the start of the file, the candidates that a text suggests.</param>
    /// <param name="agreement">How far the samples agree with the first: share of their records that have its width.</param>
    public static List<CsvRankedDialect> Reorder(
        List<CsvRankedDialect> ranked, List<byte[]> samples, Func<byte[], IEnumerable<CsvRankedDialect>> suggested, out double agreement)
    {
        agreement = samples.Count == 0 ? 1 : Fit(ranked[0], samples);
        if (agreement >= Agrees) return ranked;

        var all = new List<CsvRankedDialect>(ranked.Take(MaxCandidates));
        foreach (var candidate in suggested([.. samples.SelectMany(static piece => piece)]))
        {
            if (candidate.Score.Score >= ranked[0].Score.Score * 0.5 && !all.Exists(known => Same(known.Dialect, candidate.Dialect))) all.Add(candidate);
        }

        var weighed = new List<(CsvRankedDialect Candidate, double Fit, double Score)>();
        foreach (var candidate in all)
        {
            var fit = candidate.Score.Width < 2 ? 0 : Fit(candidate, samples);
            weighed.Add((candidate, fit, candidate.Score.Score * (0.4 + (0.6 * fit))));
        }

        var order = weighed.OrderByDescending(static w => w.Score).ToList();

        // Samples in which nothing has its width (tables of other widths, lists of any length) decide nothing.
        if (order[0].Fit < 0.5 || order[0].Fit < agreement + 0.1) return ranked;
        agreement = order[0].Fit;
        return [.. order.Select(static w => w.Candidate), .. ranked.Skip(MaxCandidates)];
    }

    private static bool Same(CsvDialect a, CsvDialect b) => a.Delimiter.AsSpan().SequenceEqual(b.Delimiter) && a with { Delimiter = b.Delimiter } == b;

    /// <summary>Mean over the samples, without the worst quarter: a sample may begin inside quotes.</summary>
    private static double Fit(CsvRankedDialect candidate, List<byte[]> samples)
    {
        var fits = new List<double>();
        foreach (var piece in samples)
        {
            if (Fit(candidate.Dialect, candidate.Score.Width, piece) is { } fit) fits.Add(fit);
        }

        if (fits.Count == 0) return 1;
        fits.Sort();
        var kept = CollectionsMarshal.AsSpan(fits)[(fits.Count / 4)..];
        double sum = 0;
        foreach (var fit in kept) sum += fit;
        return sum / kept.Length;
    }

    private static double? Fit(CsvDialect dialect, int width, byte[] piece)
    {
        var records = CsvRecords.Parse(piece, false, dialect);
        int seen = 0, fits = 0;
        for (var i = 0; i < records.Count; i++)
        {
            if (records[i].IsBlank) continue;
            seen++;
            if (records[i].Fields == width && records[i].Status == CsvRecordStatus.Clean) fits++;
        }

        return seen < 2 ? null : fits / (double)seen;
    }
}
