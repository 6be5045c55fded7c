using Lumos.Dsl.Columnar.Blocks;
using Lumos.Dsl.Columnar.Matching;
using Lumos.Dsl.Model;

namespace Lumos.Dsl.Columnar.Kernels;

/// <summary>regex_extract: the group is a part of the input.</summary>
internal sealed unsafe class ExtractKernel(int id, int input, RegexExtract extract, int noMatch) : Kernel(id, ValueForm.Text)
{
    private readonly ByteMatcher? _matcher = extract.FromEnd ? null : ByteMatcher.Of(extract.Pattern, extract.Group);
    private readonly BackwardByteMatcher? _backward = extract.FromEnd ? BackwardByteMatcher.Of(extract.Pattern, extract.Group) : null;
    private readonly bool _fails = extract.OnNoMatch == NoMatchRule.Error;

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
            var end = start + text.Lengths[i];
            if (_backward is not null ? _backward.TryFind(start, end, out var match) : _matcher!.TryFind(start, start, end, out match))
            {
                own.Pointers[i] = match.GroupStart;
                own.Lengths[i] = (int)(match.GroupEnd - match.GroupStart);
            }
            else if (_fails)
            {
                own.Fail(i, noMatch);
            }
            else
            {
                own.SetNull(i);
            }
        }
    }
}
