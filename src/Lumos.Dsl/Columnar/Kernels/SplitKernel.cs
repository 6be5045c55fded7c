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
        first = text;
        for (var piece = 1; ; piece++)
        {
            var found = TrySeparator(text, first, end, out last, out var next);
            if (piece == _index) return true;
            if (!found) return false;
            first = next;
        }
    }

    // Where the separator begins, or the end of the text, and where the next piece begins.
    private bool TrySeparator(byte* text, byte* from, byte* end, out byte* start, out byte* next)
    {
        start = next = end;
        if (_matcher is null)
        {
            var at = FindLiteral(from, (int)(end - from));
            if (at < 0) return false;
            start = from + at;
            next = start + _literal.Length;
            return true;
        }

        if (!_matcher.TryFind(text, from, end, out var match)) return false;
        start = match.Start;
        next = match.End;
        return true;
    }

    private int FindLiteral(byte* from, int length)
    {
        var at = 0;
        while (true)
        {
            var found = Bytes.IndexOf(from + at, length - at, *_literal.Pointer);
            if (found < 0) return -1;
            at += found;
            if (_literal.Length == 1) return at;
            if (length - at < _literal.Length) return -1;
            if (new ReadOnlySpan<byte>(from + at, _literal.Length).SequenceEqual(_literal.Span)) return at;
            if (length - at > 64) return FindFar(from, length, at);
            at++;
        }
    }

    // A first byte that is common in a long text is better left to the library.
    private int FindFar(byte* from, int length, int at)
    {
        var found = new ReadOnlySpan<byte>(from + at, length - at).IndexOf(_literal.Span);
        return found < 0 ? -1 : at + found;
    }
}
