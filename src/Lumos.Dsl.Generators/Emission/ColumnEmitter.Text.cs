using Lumos.Abstractions;
using Lumos.Dsl.Model;

namespace Lumos.Dsl.Generators.Emission;

// Operations on text.
internal sealed partial class ColumnEmitter
{
    private Emitted EmitTrim(Trim trim, Emitted input)
    {
        var sides = Literals.Flag(trim.Side != TrimSide.Right) + ", " + Literals.Flag(trim.Side != TrimSide.Left);
        var value = Compute(Span, input.Null, to => code.Line(trim.Set.Characters is { } characters
            ? $"{to} = {TextKernel}TrimAny({input.Value}, {sides}, {Literals.Text(characters)});"
            : $"{to} = {TextKernel}Trim({input.Value}, {sides}, {Literals.Flag(trim.Set.Whitespace == WhitespaceSet.Unicode)});"));
        return input with { Value = value };
    }

    private Emitted EmitCase(Case letters, Emitted input)
    {
        var call = letters.Mode == CaseMode.Title
            ? $"Title({input.Value}, {Literals.Flag(letters.Alphabet == CaseAlphabet.Unicode)}, scratch)"
            : $"{letters.Mode}{(letters.Alphabet == CaseAlphabet.Ascii ? "Ascii" : "")}({input.Value}, scratch)";
        var value = Compute(Span, input.Null, to => code.Line($"{to} = {TextKernel}{call};"));
        return input with { Value = value };
    }

    private Emitted EmitCollapse(CollapseWhitespace collapse, Emitted input)
    {
        var arguments = Literals.Flag(collapse.Set == WhitespaceSet.Unicode) + ", " + Literals.Flag(collapse.TrimEnds);
        var value = Compute(Span, input.Null, to => code.Line($"{to} = {TextKernel}Collapse({input.Value}, {arguments}, scratch);"));
        return input with { Value = value };
    }

    private Emitted EmitExtract(RegexExtract extract, Emitted input, Site at)
    {
        var machine = statics.Regex(extract.Pattern, extract.Group, extract.FromEnd);
        var isNull = extract.OnNoMatch == NoMatchRule.Error ? input.Null : OwnNull(input.Null);
        var otherwise = extract.OnNoMatch == NoMatchRule.Error ? Fail("NoMatch", at) : $"{isNull} = true;";
        var value = Compute(Span, input.Null, to => code.Line($"if (!{machine}.TryExtract({input.Value}, out {to})) {otherwise}"));
        return input with { Value = value, Null = isNull };
    }

    private Emitted EmitSplit(RegexSplit split, Emitted input)
    {
        var isNull = split.Index == 1 ? input.Null : OwnNull(input.Null);
        var call = split.SeparatorKind == SeparatorKind.Literal
            ? $"{TextKernel}TryPiece({input.Value}, {Literals.Text(split.Separator)}, {split.Index}, out "
            : $"{statics.Regex(split.Separator, 0)}.TryPiece({input.Value}, {split.Index}, out ";
        var value = Compute(Span, input.Null, to => code.Line(split.Index == 1 ? $"{call}{to});" : $"if (!{call}{to})) {isNull} = true;"));
        return input with { Value = value, Null = isNull };
    }

    private Emitted EmitConcat(Concat concat, Emitted[] inputs)
    {
        var isNull = concat.Nulls == NullRule.Propagate ? AnyNull(inputs) : null;
        var separators = concat.Separator.Length * (inputs.Length - 1);
        var length = string.Join(" + ", inputs.Select(input => input.Value + ".Length")) + (separators > 0 ? $" + {separators}" : "");
        var value = Compute(Span, isNull, to =>
        {
            var buffer = Name("b");
            var at = Name("a");
            code.Line($"var {buffer} = scratch.Take({length});");
            code.Line($"int {at} = 0;");
            if (concat.Nulls == NullRule.Skip && concat.Separator.Length > 0) AppendPresent(concat, inputs, buffer, at);
            else AppendAll(concat, inputs, buffer, at);
            code.Line($"scratch.GiveBack({buffer}.Length - {at});");
            code.Line($"{to} = {buffer}[..{at}];");
        });
        return new(value, isNull, null, ColumnType.Text);
    }

    // A NULL operand is an empty span, so it counts as the empty text by itself.
    private void AppendAll(Concat concat, Emitted[] inputs, string buffer, string at)
    {
        for (var i = 0; i < inputs.Length; i++)
        {
            if (i > 0 && concat.Separator.Length > 0) code.Line($"{at} = {TextKernel}Append({buffer}, {at}, {Literals.Text(concat.Separator)});");
            code.Line($"{at} = {TextKernel}Append({buffer}, {at}, {inputs[i].Value});");
        }
    }

    private void AppendPresent(Concat concat, Emitted[] inputs, string buffer, string at)
    {
        var any = Name("m");
        code.Line($"bool {any} = false;");
        foreach (var input in inputs)
        {
            code.Open(input.Null is null ? "" : $"if (!{input.Null})");
            code.Line($"if ({any}) {at} = {TextKernel}Append({buffer}, {at}, {Literals.Text(concat.Separator)});");
            code.Line($"{at} = {TextKernel}Append({buffer}, {at}, {input.Value});");
            code.Line($"{any} = true;");
            code.Close();
        }
    }

    private Emitted EmitMap(MapDict map, Emitted input, Site at)
    {
        var value = Name("v");
        var text = Name("s");
        var makesNull = map.OnMissing.Kind == MissingKind.Null || map.Map.Any(entry => entry.Value is null);
        var staysNull = input.Null is not null && map.OnNull is null;
        var isNull = makesNull || staysNull ? Name("n") : null;
        code.Line($"{Span} {value} = default;");
        code.Line($"string {text} = null;");
        if (isNull is not null) code.Line($"bool {isNull} = false;");
        if (input.Null is not null)
        {
            code.Line(map.OnNull is null ? $"if ({input.Null}) {isNull} = true;" : $"if ({input.Null}) {text} = {Literals.Text(map.OnNull)};");
            code.Open("else");
        }

        code.Open($"switch ({input.Value})");
        foreach (var entry in map.Map) code.Line($"case {Literals.Text(entry.Key)}: {Answer(entry.Value)} break;");
        code.Line("default: " + map.OnMissing.Kind switch
        {
            MissingKind.Error => Fail("MapMissing", at),
            MissingKind.Keep => $"{value} = {input.Value}; break;",
            _ => $"{Answer(map.OnMissing.DefaultValue)} break;",
        });
        code.Close();
        if (input.Null is not null) code.Close();
        code.Line($"if ({text} is not null) {value} = {text};");
        var origin = map.OnMissing.Kind == MissingKind.Keep && input.Origin is not null ? $"({text} ?? {input.Origin})" : text;
        return new(value, isNull, origin, ColumnType.Text);

        string Answer(string? answer) => answer is null ? $"{isNull} = true;" : $"{text} = {Literals.Text(answer)};";
    }
}
