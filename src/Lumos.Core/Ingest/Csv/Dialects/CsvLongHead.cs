namespace Lumos.Core.Ingest.Csv.Dialects;

/// <summary>The head of a large file without the middles of long quoted fields, read on behind one that is longer than the head.</summary>
internal static class CsvLongHead
{
    private const int MostBytes = 256 << 20;
    private const int PieceBytes = 1 << 20;

    /// <summary>The shortened head; null when no field is long, or one has no end within the longest record that is read.</summary>
    /// <param name="input">The file.</param>
    /// <param name="head">Its first bytes.</param>
    /// <param name="wanted">Bytes wanted.</param>
    /// <param name="cancellationToken">Cancels reading on.</param>
    public static async ValueTask<CsvLongCells?> ShortenAsync(CsvInput input, byte[] head, int wanted, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        var cells = new CsvLongCells();
        cells.Add(head);
        if (cells.Gaps.Count == 0 && !cells.IsOpen) return null;
        if (!cells.IsOpen) return cells;
        var stream = await input.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using var _ = stream.ConfigureAwait(false);
        var buffer = new byte[PieceBytes];
        long at = 0;
        for (var behind = 0; at < MostBytes && behind < wanted;)
        {
            var read = await input.ReadAsync(stream, buffer, cancellationToken).ConfigureAwait(false);
            if (read == 0) break;
            var fresh = (int)Math.Clamp(head.Length - at, 0, read);
            at += read;
            var open = cells.IsOpen;
            cells.Add(buffer.AsSpan(fresh, read - fresh));
            if (!open) behind += read - fresh;
        }

        return cells.IsOpen ? null : cells;
    }
}
