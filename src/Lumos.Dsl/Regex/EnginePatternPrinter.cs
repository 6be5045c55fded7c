using System.Globalization;
using System.Text;

namespace Lumos.Dsl.Regex;

/// <summary>
/// Prints a pattern for the regular expressions of an engine: classes expanded to code points, one capture at most. Engines differ in how a
/// code point is written and in what stands behind a repetition.
/// </summary>
/// <param name="capture">The one group kept as a capture (number 1 in the result); 0 for none.</param>
internal abstract class EnginePatternPrinter(int capture)
{
    /// <summary>What is written.</summary>
    protected StringBuilder Out { get; } = new();

    /// <summary>A code point as itself, inside brackets and outside.</summary>
    protected abstract void WriteCodePoint(int codePoint);

    /// <summary>A repetition; engines with limits or with possessive repetitions have their own.</summary>
    protected virtual void WriteRepeat(LrxRepeat repeat)
    {
        WriteItem(repeat.Item);
        WriteCount(repeat.Min, repeat.Max);
    }

    protected void Write(LrxNode node)
    {
        switch (node)
        {
            case LrxSet set:
                WriteSet(set.Members);
                break;
            case LrxGroup group when group.Number == capture:
                Out.Append('(');
                Write(group.Item);
                Out.Append(')');
                break;
            case LrxGroup group:
                Write(group.Item);
                break;
            case LrxSequence sequence:
                foreach (var item in sequence.Items) Write(item);
                break;
            case LrxAlternation alternation:
                Out.Append("(?:");
                for (var i = 0; i < alternation.Branches.Count; i++)
                {
                    if (i > 0) Out.Append('|');
                    Write(alternation.Branches[i]);
                }

                Out.Append(')');
                break;
            case LrxRepeat repeat:
                WriteRepeat(repeat);
                break;
            default:
                throw new InvalidOperationException($"Unknown node {node.GetType().Name}.");
        }
    }

    /// <summary>What a repetition repeats, in brackets where it needs them.</summary>
    protected void WriteItem(LrxNode item)
    {
        var bare = item is LrxSet or LrxAlternation || (item is LrxGroup group && group.Number == capture);
        if (!bare) Out.Append("(?:");
        Write(item);
        if (!bare) Out.Append(')');
    }

    protected void WriteCount(int min, int? max) => Out.Append((min, max) switch
    {
        (0, 1) => "?",
        (0, null) => "*",
        (1, null) => "+",
        (_, null) => FormattableString.Invariant($"{{{min},}}"),
        _ when min == max => FormattableString.Invariant($"{{{min}}}"),
        _ => FormattableString.Invariant($"{{{min},{max}}}"),
    });

    // A negated class is compiled to the same, but the short form is what a person can read.
    private void WriteSet(CodePointSet set)
    {
        if (set.Single >= 0)
        {
            WriteCodePoint(set.Single);
            return;
        }

        var complement = set.Complement();
        var negate = complement.Count < set.Count;
        Out.Append(negate ? "[^" : "[");
        var written = negate ? complement : set;
        for (var i = 0; i < written.Count; i++)
        {
            WriteCodePoint(written.Low(i));
            if (written.Low(i) == written.High(i)) continue;
            if (written.High(i) > written.Low(i) + 1) Out.Append('-');
            WriteCodePoint(written.High(i));
        }

        Out.Append(']');
    }
}
