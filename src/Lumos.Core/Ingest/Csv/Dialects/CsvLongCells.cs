using System.Buffers;

namespace Lumos.Core.Ingest.Csv.Dialects;

/// <summary>
/// Leaves the middle out of quoted fields that are longer than what is scored, so that the records around them are seen: a letter or a document in one
/// cell looks like a file of its own. Fed piece by piece. Not thread-safe.
/// </summary>
internal sealed class CsvLongCells
{
    private const int Long = 24 << 10;
    private const int Kept = 200;
    private const byte Quote = (byte)'"';

    private static readonly SearchValues<byte> Delimiters = SearchValues.Create(",;\t|\n\r"u8);

    private readonly ArrayBufferWriter<byte> _text = new(1 << 16);
    private readonly List<Gap> _gaps = [];
    private byte _last = (byte)'\n';
    private byte _opener;
    private bool _inside;
    private bool _pending;
    private int _kept;
    private long _cell;
    private long _missing;

    /// <summary>Bytes left out.</summary>
    /// <param name="At">Place in the shortened text behind which they are missing.</param>
    /// <param name="From">Place of the first of them in the whole text.</param>
    /// <param name="Length">Their number.</param>
    internal readonly record struct Gap(int At, long From, long Length);

    /// <summary>The text without what was left out.</summary>
    public byte[] Text => _text.WrittenSpan.ToArray();

    /// <summary>What was left out, in order.</summary>
    public IReadOnlyList<Gap> Gaps => _gaps;

    /// <summary>Whether a long field has begun and not ended yet.</summary>
    public bool IsOpen => _inside && _missing > 0;

    /// <summary>The shortened text; the same when no field is long, or one never ends.</summary>
    public static byte[] Shorten(byte[] text)
    {
        var cells = new CsvLongCells();
        cells.Add(text);
        return cells.Gaps.Count == 0 || cells.IsOpen ? text : cells.Text;
    }

    /// <summary>Place in the whole text of a place in the shortened one.</summary>
    public long Whole(long place)
    {
        foreach (var gap in _gaps)
        {
            if (gap.At < place) place += gap.Length;
            else break;
        }

        return place;
    }

    /// <summary>Whether a place of the whole text was left out.</summary>
    public bool LeftOut(long place) => EndOfGap(place) > 0;

    /// <summary>End of what was left out around a place of the whole text; 0 when it was not.</summary>
    public long EndOfGap(long place)
    {
        foreach (var gap in _gaps)
        {
            if (place >= gap.From && place < gap.From + gap.Length) return gap.From + gap.Length;
        }

        return 0;
    }

    /// <summary>Adds what follows.</summary>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            if (_pending)
            {
                _pending = false;
                if (bytes[0] == Quote)
                {
                    Take(bytes[..1]);
                    bytes = bytes[1..];
                    continue;
                }

                if (Ends(bytes[0])) Close();
            }

            var at = bytes.IndexOf(Quote);
            var length = at < 0 ? bytes.Length : at + 1;
            if (at > 0) _last = bytes[at - 1];
            var opens = at >= 0 && !_inside && Delimiters.Contains(_last);
            _pending = at >= 0 && _inside && _last != (byte)'\\';
            Take(bytes[..length]);
            if (opens) Open();
            _last = bytes[length - 1];
            bytes = bytes[length..];
        }
    }

    private bool Ends(byte next) => _opener is (byte)'\n' or (byte)'\r' ? Delimiters.Contains(next) : next == _opener || next is (byte)'\n' or (byte)'\r';

    private void Open()
    {
        (_inside, _opener, _cell, _missing) = (true, _last, 0, 0);
        _kept = _text.WrittenCount;
    }

    private void Close()
    {
        if (_missing > 0) Leave();
        _inside = false;
        _missing = 0;
    }

    // The closing quote stays.
    private void Leave()
    {
        var at = _text.WrittenCount;
        _text.Write([Quote]);
        _missing--;
        _gaps.Add(new Gap(at, at + _gaps.Sum(static gap => gap.Length), _missing));
    }

    private void Take(ReadOnlySpan<byte> bytes)
    {
        if (!_inside)
        {
            _text.Write(bytes);
            return;
        }

        _cell += bytes.Length;
        if (_missing > 0)
        {
            _missing += bytes.Length;
            return;
        }

        _text.Write(bytes);
        if (_cell > Long) Cut();
    }

    // Cut where neither a letter nor a doubled quote is torn.
    private void Cut()
    {
        var cell = _text.WrittenSpan[_kept..];
        var at = Kept;
        while (at > 0 && !(char.IsAsciiLetterOrDigit((char)cell[at]) && char.IsAsciiLetterOrDigit((char)cell[at - 1]))) at--;
        _missing = cell.Length - at;
        var whole = _text.WrittenSpan[..(_kept + at)].ToArray();
        _text.ResetWrittenCount();
        _text.Write(whole);
    }
}
