using Lumos.Abstractions;
using Lumos.Core.Ingest.Csv;
using Lumos.Core.Ingest.Inventory;

namespace Lumos.Core.Ingest.Reading;

/// <summary>The lines a contract tells to pass over at the start of a file: the rest is sniffed as a file of its own, and its places are moved back.</summary>
internal static class SkippedLines
{
    /// <summary>Sniffs what follows the lines.</summary>
    /// <exception cref="LumosException">The file has fewer lines, or is UTF-16.</exception>
    public static async ValueTask<CsvLayout> SniffAsync(SourceFile file, int lines, Func<Stream> open, CsvSniffOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(open);
        var start = await FindAsync(file, lines, open, cancellationToken).ConfigureAwait(false);
        var layout = await CsvSniffer.SniffAsync(new CsvInput(file.Location, () => From(open(), start)), options, cancellationToken).ConfigureAwait(false);
        return layout with
        {
            Tables = [.. layout.Tables.Select((t, i) => t with
            {
                DataStart = t.DataStart + start,
                DataStartLine = t.DataStartLine + lines,
                DataEnd = t.DataEnd + start,
                PreambleLines = t.PreambleLines + (i == 0 ? lines : 0),
                Notes = [.. Stated(i, lines, start), .. t.Notes.Select(n => n with { FirstLine = Moved(n.FirstLine, lines), LastLine = Moved(n.LastLine, lines), ByteStart = n.ByteStart + start, ByteEnd = n.ByteEnd + start })],
            })],
        };
    }

    private static CsvNote[] Stated(int table, int lines, long start) => table == 0 ? [new CsvNote("PREAMBLE", 1, lines, 0, start)] : [];

    private static long Moved(long line, int lines) => line == 0 ? 0 : line + lines;

    private static async ValueTask<long> FindAsync(SourceFile file, int lines, Func<Stream> open, CancellationToken cancellationToken)
    {
        var stream = open();
        await using var _ = stream.ConfigureAwait(false);
        var buffer = new byte[1 << 16];
        long at = 0;
        var left = lines;
        while (await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) is var read and > 0)
        {
            if (at == 0 && read > 1 && (buffer[0], buffer[1]) is (0xFF, 0xFE) or (0xFE, 0xFF)) throw Fail(file, "skip_lines cannot be used on UTF-16.", "Leave it out; lines before the header are found without it.");
            for (var i = 0; i < read; i++)
            {
                if (buffer[i] == '\n' && --left == 0) return at + i + 1;
            }

            at += read;
        }

        throw Fail(file, FormattableString.Invariant($"The file has fewer lines than the {lines} to skip."), "State fewer under skip_lines.");
    }

    private static Stream From(Stream stream, long start)
    {
        if (stream.CanSeek) return new TailStream(stream, start);
        var buffer = new byte[1 << 16];
        while (start > 0) start -= stream.Read(buffer, 0, (int)Math.Min(buffer.Length, start));
        return stream;
    }

    private static LumosException Fail(SourceFile file, string problem, string nextStep) =>
        new(ErrorCode.DeterministicFailure, "INGEST_DIALECT_OVERRIDE", problem, new ErrorLocation(file.Location, Key: "overrides.dialects.skip_lines"), nextStep);

    /// <summary>A stream from some place on, as if it began there.</summary>
    private sealed class TailStream : Stream
    {
        private readonly Stream _inner;
        private readonly long _start;

        public TailStream(Stream inner, long start)
        {
            (_inner, _start) = (inner, start);
            inner.Position = start;
        }

        public override bool CanRead => true;

        public override bool CanSeek => true;

        public override bool CanWrite => false;

        public override long Length => _inner.Length - _start;

        public override long Position { get => _inner.Position - _start; set => _inner.Position = value + _start; }

        public override int Read(byte[] buffer, int offset, int count) => _inner.Read(buffer, offset, count);

        public override int Read(Span<byte> buffer) => _inner.Read(buffer);

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => _inner.ReadAsync(buffer, cancellationToken);

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => _inner.ReadAsync(buffer, offset, count, cancellationToken);

        public override long Seek(long offset, SeekOrigin origin) => origin == SeekOrigin.Begin ? _inner.Seek(offset + _start, origin) - _start : _inner.Seek(offset, origin) - _start;

        public override void Flush()
        {
        }

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing) _inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
