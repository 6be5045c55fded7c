using System.Numerics;
using System.Runtime.Intrinsics;
using Lumos.Dsl.Columnar.Blocks;
using Lumos.Dsl.Columnar.Matching;
using Lumos.Dsl.Columnar.Text;
using Lumos.Dsl.Model;

namespace Lumos.Dsl.Columnar.Kernels;

/// <summary>regex_split: a piece is a part of the input.</summary>
internal sealed unsafe class SplitKernel(int id, int input, RegexSplit split) : Kernel(id, ValueForm.Text)
{
    private readonly ByteMatcher? _matcher = split.SeparatorKind == SeparatorKind.Pattern ? ByteMatcher.Of(split.Separator, group: 0) : null;
    private readonly PinnedText _literal = new(split.SeparatorKind == SeparatorKind.Literal ? split.Separator : " ");
    private readonly int _index = split.Index;

    public override void Run(Frame frame)
    {
        var (text, own) = (frame[input], frame[Id]);
        own.Inherit(text);
        var nulls = text.Nulls;
        for (var i = 0; i < frame.Rows; i++)
        {
            var start = text.Pointers[i];
            own.Pointers[i] = start;
            own.Lengths[i] = 0;
            if (BlockValues.IsNull(nulls, i)) continue;
            if (TryPiece(start, start + text.Lengths[i], out var first, out var last))
            {
                own.Pointers[i] = first;
                own.Lengths[i] = (int)(last - first);
            }
            else
            {
                own.SetNull(i);
            }
        }
    }

    private bool TryPiece(byte* text, byte* end, out byte* first, out byte* last)
    {
        if (_matcher is null && end - text <= 64 && Bytes.CanRead64(text)) return TryShort(text, (int)(end - text), out first, out last);
        first = text;
        for (var piece = 1; ; piece++)
        {
            var found = TrySeparator(text, first, end, out last, out var next);
            if (piece == _index) return true;
            if (!found) return false;
            first = next;
        }
    }

    // All places of a literal in a short text at once, as bits.
    private bool TryShort(byte* text, int length, out byte* first, out byte* last)
    {
        var places = PlacesOf(Vector512.Load(text), 0) & Bytes.MaskOf64(length);
        for (var i = 1; i < _literal.Length && places != 0; i++) places &= i < 64 ? PlacesOf(Vector512.Load(text), i) >> i : 0;
        if (length - _literal.Length < 63) places &= Bytes.MaskOf64(Math.Max(0, length - _literal.Length + 1));
        var start = 0;
        for (var piece = 1; ; piece++)
        {
            var at = places == 0 ? length : BitOperations.TrailingZeroCount(places);
            if (piece == _index)
            {
                first = text + start;
                last = text + at;
                return true;
            }

            if (places == 0)
            {
                first = last = text;
                return false;
            }

            start = at + _literal.Length;
            places = start < 64 ? places >> start << start : 0;
        }
    }

    private ulong PlacesOf(Vector512<byte> text, int letter) => Vector512.Equals(text, Vector512.Create(_literal.Pointer[letter])).ExtractMostSignificantBits();

    // Where the separator begins, or the end of the text, and where the next piece begins.
    private bool TrySeparator(byte* text, byte* from, byte* end, out byte* start, out byte* next)
    {
        start = next = end;
        if (_matcher is not null)
        {
            if (!_matcher.TryFind(text, from, end, out var match)) return false;
            start = match.Start;
            next = match.End;
            return true;
        }

        var at = new ReadOnlySpan<byte>(from, (int)(end - from)).IndexOf(_literal.Span);
        if (at < 0) return false;
        start = from + at;
        next = start + _literal.Length;
        return true;
    }
}
