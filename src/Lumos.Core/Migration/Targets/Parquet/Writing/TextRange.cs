using System.Buffers.Binary;

namespace Lumos.Core.Migration.Targets.Parquet.Writing;

/// <summary>The smallest and the largest of some texts, compared byte by byte.</summary>
internal ref struct TextRange
{
    // A longer text says little about the others and makes footers large.
    private const int LongestBytes = 64;

    private ReadOnlySpan<byte> _min;
    private ReadOnlySpan<byte> _max;
    private ulong _minHead;
    private ulong _maxHead;
    private bool _any;

    public void Add(ReadOnlySpan<byte> text)
    {
        var head = HeadOf(text);
        if (!_any)
        {
            _any = true;
            _min = _max = text;
            _minHead = _maxHead = head;
            return;
        }

        // Most texts are settled by their first eight bytes.
        if (head < _minHead || (head == _minHead && text.SequenceCompareTo(_min) < 0))
        {
            _min = text;
            _minHead = head;
        }

        if (head > _maxHead || (head == _maxHead && text.SequenceCompareTo(_max) > 0))
        {
            _max = text;
            _maxHead = head;
        }
    }

    public readonly ColumnEncoder.Values ToValues(int entries) =>
        new(entries, _any && _min.Length <= LongestBytes ? _min.ToArray() : null, _any && _max.Length <= LongestBytes ? _max.ToArray() : null);

    private static ulong HeadOf(ReadOnlySpan<byte> text)
    {
        if (text.Length >= 8) return BinaryPrimitives.ReadUInt64BigEndian(text);
        ulong head = 0;
        foreach (var one in text) head = (head << 8) | one;
        return text.IsEmpty ? 0 : head << (8 * (8 - text.Length));
    }
}
