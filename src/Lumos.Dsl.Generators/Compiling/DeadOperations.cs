using Lumos.Dsl.Checking;
using Lumos.Dsl.Model;

namespace Lumos.Dsl.Generators.Compiling;

/// <summary>Finds operations that change nothing, because of what stands before them.</summary>
internal static class DeadOperations
{
    public static IEnumerable<Finding> Find(TypedExpression node)
    {
        foreach (var finding in node.Inputs.SelectMany(Find)) yield return finding;
        if (WhyDead(node) is not { } why) yield break;
        var before = Fixes.End(node.Inputs[0].Expression.Span);
        var span = node.Expression.Span;
        var canRemove = before.IsKnown && span.IsKnown && before.Start <= span.Start;
        yield return new(DiagnosticIds.DeadOperation, why, span)
        {
            IsWarning = true,
            Fix = canRemove ? "" : null,
            FixSpan = canRemove ? before with { Length = span.Start + span.Length - before.Start } : default,
        };
    }

    private static string? WhyDead(TypedExpression node) => (node.Expression, node.Inputs.FirstOrDefault()?.Expression) switch
    {
        (TypeCast cast, _) when node.Inputs[0].Type == cast.To => $"This type_cast changes nothing: the value is {cast.To} already.",
        (Trim after, Trim before) when Covers(before, after) => "This trim changes nothing: the one before it removed the same characters.",
        (Trim after, CollapseWhitespace before) when Covers(before, after) => "This trim changes nothing: collapse_whitespace trimmed already.",
        (Case { Mode: CaseMode.Upper or CaseMode.Lower } after, Case before) when after.Mode == before.Mode && (after.Alphabet == before.Alphabet || after.Alphabet == CaseAlphabet.Ascii) => "This case changes nothing: the letters have been mapped the same way before.",
        (CollapseWhitespace after, CollapseWhitespace before) when (after.Set == before.Set || after.Set == WhitespaceSet.Ascii) && (before.TrimEnds || !after.TrimEnds)
            => "This collapse_whitespace changes nothing: the one before it did the same.",
        (SafeMath { Function: MathFunction.Abs } after, SafeMath { Function: MathFunction.Abs } before) when after.Result == before.Result => "This abs changes nothing: the value is not negative.",
        (SafeMath { Function: MathFunction.Round } round, not null) when node.Inputs[0].Type == round.Result => $"This round changes nothing: the value is {round.Result} already.",
        (Concat { Operands.Count: 1 } concat, not null) when !node.Inputs[0].Nullable || concat.Nulls == NullRule.Propagate => "This concat has one operand, so it changes nothing.",
        _ => null,
    };

    private static bool Covers(Trim before, Trim after) =>
        (before.Side == TrimSide.Both || before.Side == after.Side)
        && (before.Set.Equals(after.Set) || (before.Set.Whitespace == WhitespaceSet.Unicode && after.Set.Whitespace == WhitespaceSet.Ascii));

    // What is left at an end is no white space of the set; the blank it would leave was trimmed.
    private static bool Covers(CollapseWhitespace before, Trim after) =>
        before.TrimEnds && (after.Set.Whitespace == before.Set || (after.Set.Whitespace == WhitespaceSet.Ascii && before.Set == WhitespaceSet.Unicode) || after.Set.Characters == " ");
}
