using Lumos.Abstractions;
using Lumos.Dsl.Diagnostics;
using Lumos.Dsl.Model;
using Lumos.Dsl.Regex;

namespace Lumos.Dsl.Checking;

// Operations on text.
internal sealed partial class ExpressionChecker
{
    /// <summary>Most pieces regex_split can count.</summary>
    private const int MaxIndex = 64;

    private Facts CheckTrim(Trim trim, TypedExpression? input)
    {
        RequireText(trim, input);
        CheckChoice(trim, trim.Side, "side", TrimSide.Right);
        if (trim.Set.Characters is { Length: 0 }) RejectArgument(trim, "set", RejectCode.Argument, "The set of trim is empty.", "List the characters to remove, or use ascii or unicode.");
        if (trim.Set.Characters is { } characters) CheckText(trim, characters, "The set of trim");
        return new(trim, ColumnType.Text, input is { Nullable: true });
    }

    private Facts CheckCase(Case letters, TypedExpression? input)
    {
        RequireText(letters, input);
        CheckChoice(letters, letters.Mode, "mode", CaseMode.Title);
        CheckChoice(letters, letters.Alphabet, "alphabet", CaseAlphabet.Unicode);
        return new(letters, ColumnType.Text, input is { Nullable: true });
    }

    private Facts CheckCollapse(CollapseWhitespace collapse, TypedExpression? input)
    {
        RequireText(collapse, input);
        CheckChoice(collapse, collapse.Set, "set", WhitespaceSet.Unicode);
        return new(collapse, ColumnType.Text, input is { Nullable: true });
    }

    private Facts CheckExtract(RegexExtract extract, TypedExpression? input)
    {
        RequireText(extract, input);
        CheckChoice(extract, extract.OnNoMatch, "on_no_match", NoMatchRule.Error);
        if (!LrxPattern.TryRead(extract.Pattern, Math.Max(0, extract.Group), out var pattern, out var reject, extract.IgnoreCase, extract.FromEnd))
        {
            if (reject is not null) Reject(extract, reject);
            else if ((pattern = CheckPattern(extract, extract.Pattern, extract.IgnoreCase, extract.FromEnd)) is not null) RejectGroup(extract, pattern);
        }
        else if (extract.Group < 0)
        {
            RejectGroup(extract, pattern!);
        }

        if (extract.IgnoreCase && pattern is not null) extract = extract with { Pattern = Spelled(extract, pattern), IgnoreCase = false };
        var fails = extract.OnNoMatch == NoMatchRule.Error;
        return new(extract, ColumnType.Text, input is { Nullable: true } || !fails, fails ? ValueErrors.NoMatch : ValueErrors.None);
    }

    private Facts CheckSplit(RegexSplit split, TypedExpression? input)
    {
        RequireText(split, input);
        CheckChoice(split, split.SeparatorKind, "separator", SeparatorKind.Literal);
        if (split.Index is < 1 or > MaxIndex)
        {
            RejectArgument(
                split, "index", RejectCode.Argument, $"Argument index of regex_split is {split.Index}; it counts pieces from 1 to {MaxIndex}.",
                split.Index == 0 ? "Write 1 for the first piece." : split.Index < 0 ? "Pieces are counted from the left only; the last one is regex_extract('[^,]*$') with the separator in place of the comma." : null);
        }

        if (split.SeparatorKind == SeparatorKind.Literal)
        {
            CheckText(split, split.Separator, "The separator of regex_split");
            if (split.Separator.Length == 0) RejectArgument(split, "literal", RejectCode.RegexNullableSplit, "The separator of regex_split is empty.", "Write the text between two pieces, such as \",\".");
            else if (split.IgnoreCase) split = WithBothCases(split);
        }
        else if (CheckPattern(split, split.Separator, split.IgnoreCase) is { } pattern)
        {
            if (split.IgnoreCase) split = split with { Separator = Spelled(split, pattern), IgnoreCase = false };
            if (pattern.CanMatchEmpty) RejectArgument(split, "pattern", RejectCode.RegexNullableSplit, "The separator of regex_split can match the empty text.", "Make at least one character of it required.");
            if (pattern.GroupCount > 0) RejectArgument(split, "pattern", RejectCode.RegexSplitCapture, "The separator of regex_split has capturing groups.", "Write (?: ) instead of ( ).");
        }

        return new(split, ColumnType.Text, input is { Nullable: true } || split.Index > 1);
    }

    private Facts CheckConcat(Concat concat, TypedExpression?[] inputs)
    {
        if (inputs.Length == 0) Reject(concat, RejectCode.Argument, "concat needs at least one operand.");
        if (concat.Nulls is < NullRule.Propagate or > NullRule.Skip) Reject(concat, RejectCode.ConcatNulls, "concat has no such null rule.");
        CheckText(concat, concat.Separator, "The separator of concat");
        foreach (var input in inputs)
        {
            if (input is not null && input.Type.Kind != ColumnKind.Text)
            {
                diagnostics.Add(TypeMismatch.Of(input.Type, ColumnType.Text, $"concat reads text, but {Describe(input)} is {input.Type}.", input.Expression.Span.IsKnown ? input.Expression.Span : concat.Span));
            }
        }

        return new(concat, ColumnType.Text, concat.Nulls == NullRule.Propagate && inputs.Any(input => input is { Nullable: true }));
    }

    private Facts CheckMap(MapDict map, TypedExpression? input)
    {
        RequireText(map, input);
        var keys = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < map.Map.Count; i++)
        {
            var entry = map.Map[i];
            CheckText(map, entry.Key, "A key of map_dict");
            if (entry.Value is not null) CheckText(map, entry.Value, "A value of map_dict");
            if (!keys.Add(entry.Key)) RejectArgument(map, FormattableString.Invariant($"map[{i}]"), RejectCode.DuplicateKey, $"Key \"{entry.Key}\" of map_dict occurs twice.", "Leave one of the two out: only one could ever count.");
        }

        if (map.OnNull is not null) CheckText(map, map.OnNull, "on_null of map_dict");
        if (map.OnMissing.DefaultValue is not null) CheckText(map, map.OnMissing.DefaultValue, "The default of map_dict");
        var nullable = (input is { Nullable: true } && map.OnNull is null) || map.OnMissing.Kind == MissingKind.Null || map.Map.Any(entry => entry.Value is null);
        return new(map, ColumnType.Text, nullable, map.OnMissing.Kind == MissingKind.Error ? ValueErrors.MapMissing : ValueErrors.None);
    }

    private LrxPattern? CheckPattern(Operation at, string pattern, bool ignoreCase, bool fromEnd = false)
    {
        if (!LrxPattern.TryRead(pattern, 0, out var parsed, out var reject, ignoreCase, fromEnd)) Reject(at, reject!);
        return parsed;
    }

    // A literal with letters becomes a pattern; one without stays what every engine can split at.
    private RegexSplit WithBothCases(RegexSplit split)
    {
        if (!CodePoints.AreStorable(split.Separator)) return split;
        if (!CodePoints.Of(split.Separator).Any(point => CasePairs.Close(CodePointSet.Of(point)).Single < 0)) return split with { IgnoreCase = false };
        return CheckPattern(split, LrxAdvice.EscapeLiteral(split.Separator), ignoreCase: true) is { } pattern
            ? split with { SeparatorKind = SeparatorKind.Pattern, Separator = Spelled(split, pattern), IgnoreCase = false }
            : split;
    }

    private string Spelled(Operation at, LrxPattern pattern)
    {
        var spelled = pattern.Spelled();
        if (CodePoints.Of(spelled).Count() > LrxParser.MaxLength)
            Reject(at, LrxCodes.TooLarge, $"With both cases of its letters written out the pattern has more than {LrxParser.MaxLength} characters.", "Use a shorter pattern, or case(lower) before it.");
        return spelled;
    }

    private void RejectGroup(RegexExtract extract, LrxPattern pattern)
        => RejectArgument(extract, "group", RejectCode.RegexGroup, pattern.GroupCount == 1 ? $"The pattern has one group, there is no group {extract.Group}." : $"The pattern has {pattern.GroupCount} groups, there is no group {extract.Group}.", "Groups are counted from 1 by their opening '('; 0 is the whole match.");

    private void Reject(Operation at, LrxReject reject) => diagnostics.Add(new(reject.Code, reject.Message, at.PlaceOf(at is SelectWhen ? "matches" : "pattern"), reject.NextStep) { Detail = reject.Picture });
}
