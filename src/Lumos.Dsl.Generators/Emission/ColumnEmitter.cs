using Lumos.Abstractions;
using Lumos.Dsl.Checking;
using Lumos.Dsl.Generators.Models;
using Lumos.Dsl.Model;

namespace Lumos.Dsl.Generators.Emission;

/// <summary>Writes the statements that compute one target column. Same order of evaluation, same failures as the interpreter.</summary>
/// <param name="code">Where to.</param>
/// <param name="statics">Fields and methods the statements need beside them.</param>
/// <param name="target">Target column.</param>
/// <param name="find">The member behind a source column.</param>
/// <param name="access">C# before the name of a source member, such as <c>source.</c>.</param>
internal sealed partial class ColumnEmitter(CodeWriter code, PlanStatics statics, string target, Func<string, MemberModel> find, string access)
{
    private const string TextKernel = "global::Lumos.Dsl.Kernels.TextKernel.";
    private const string CastKernel = "global::Lumos.Dsl.Kernels.CastKernel.";
    private const string NumberKernel = "global::Lumos.Dsl.Kernels.NumberKernel.";
    private const string DateKernel = "global::Lumos.Dsl.Kernels.DateKernel.";
    private const string Errors = "global::Lumos.Dsl.Model.ValueErrors.";
    private const string Span = "global::System.ReadOnlySpan<char>";
    private int _names;
    private int _operations;

    /// <summary>Writes the statements of a whole pipeline and the assignment of its value.</summary>
    public void EmitColumn(TypedExpression root, MemberModel result)
    {
        var value = Emit(root);
        if (value.Null is not null && !result.Nullable)
        {
            code.Line($"if ({value.Null}) {Fail("None")}");
            value = value with { Null = null };
        }

        var converted = value.Type.Kind switch
        {
            ColumnKind.Text => $"{TextKernel}ToText({value.Value}, {value.Origin ?? "null"})",
            ColumnKind.Decimal when value.Type.Precision <= MaxScaledPrecision => $"{NumberKernel}ToDecimal({value.Value}, {value.Type.Scale})",
            ColumnKind.Int64 when result.Clr == ClrType.Int32 => $"(int){value.Value}",
            _ => value.Value,
        };
        if (result.Clr == ClrType.Int32) code.Line($"if ({value.Value} != (int){value.Value}) {Fail("Range")}");
        code.Line(value.Null is null ? $"value = {converted};" : $"value = {value.Null} ? null : {converted};");
        code.Line("return true;");
    }

    private Emitted Emit(TypedExpression node)
    {
        switch (node.Expression)
        {
            case ColumnReference column:
                return EmitColumn(find(column.Name), node.Type);
            case Constant constant:
                var text = Name("v");
                code.Line($"{Span} {text} = {Literals.Text(constant.Value)};");
                return new(text, null, Literals.Text(constant.Value), ColumnType.Text);
            case Operation operation:
                var inputs = node.Inputs.Select(Emit).ToArray();
                var at = new Site(_operations++, operation.Kind);
                code.Line($"// {at.Index + 1}: {OperationNames.NameOf(operation.Kind)}");
                return operation switch
                {
                    Trim trim => EmitTrim(trim, inputs[0]),
                    Case letters => EmitCase(letters, inputs[0]),
                    CollapseWhitespace collapse => EmitCollapse(collapse, inputs[0]),
                    RegexExtract extract => EmitExtract(extract, inputs[0], at),
                    RegexSplit split => EmitSplit(split, inputs[0]),
                    Concat concat => EmitConcat(concat, inputs),
                    MapDict map => EmitMap(map, inputs[0], at),
                    TypeCast cast => EmitCast(cast, node, inputs[0], at),
                    SafeMath math => EmitMath(math, node, inputs, at),
                    UnitConvert convert => EmitConvert(convert, node, inputs[0], at),
                    DateParse parse => EmitParse(parse, inputs[0], at),
                    DateFormat format => EmitFormat(format, inputs[0], at),
                    _ => throw new InvalidOperationException($"Unknown operation {operation.Kind}."),
                };
            default:
                throw new InvalidOperationException($"Unknown node {node.Expression.GetType().Name}.");
        }
    }

    private Emitted EmitColumn(MemberModel member, ColumnType type)
    {
        var read = access + SymbolReader.Escape(member.Name);
        var value = Name("v");
        if (type.Kind == ColumnKind.Text) return EmitText(member, read, value);
        string? isNull = null;
        if (member.Nullable)
        {
            var optional = Name("p");
            isNull = Name("n");
            code.Line($"var {optional} = {read};");
            code.Line($"bool {isNull} = !{optional}.HasValue;");
            read = $"{optional}.GetValueOrDefault()";
        }

        if (type.Kind == ColumnKind.Decimal && type.Precision <= MaxScaledPrecision)
        {
            var error = Name("e");
            code.Line($"var {error} = {NumberKernel}FromDecimal({read}, {type.Precision}, {type.Scale}, out long {value});");
            FailIf(error, null);
        }
        else
        {
            code.Line($"{ClrOf(type)} {value} = {read};");
        }

        return new(value, isNull, null, type);
    }

    private Emitted EmitText(MemberModel member, string read, string value)
    {
        switch (member.Clr)
        {
            case ClrType.CharSpan:
                code.Line($"{Span} {value} = {read};");
                return new(value, null, null, ColumnType.Text);
            case ClrType.CharMemory when member.Nullable:
                var memory = Name("p");
                var absent = Name("n");
                code.Line($"var {memory} = {read};");
                code.Line($"bool {absent} = !{memory}.HasValue;");
                code.Line($"{Span} {value} = {memory}.GetValueOrDefault().Span;");
                return new(value, absent, null, ColumnType.Text);
            case ClrType.CharMemory:
                code.Line($"{Span} {value} = {read}.Span;");
                return new(value, null, null, ColumnType.Text);
            default:
                var origin = Name("s");
                code.Line($"string {origin} = {read};");
                code.Line($"{Span} {value} = {origin};");
                if (!member.Nullable)
                {
                    code.Line($"if ({origin} is null) {Fail("None")}");
                    return new(value, null, origin, ColumnType.Text);
                }

                var isNull = Name("n");
                code.Line($"bool {isNull} = {origin} is null;");
                return new(value, isNull, origin, ColumnType.Text);
        }
    }

    // Declares the result, and computes it unless an input is NULL.
    private string Compute(string type, string? isNull, Action<string> write)
    {
        var value = Name("v");
        if (isNull is null)
        {
            code.Line($"{type} {value};");
            write(value);
            return value;
        }

        code.Line($"{type} {value} = default;");
        code.Open($"if (!{isNull})");
        write(value);
        code.Close();
        return value;
    }

    // A variable of its own that may become true: the operation itself makes NULL.
    private string OwnNull(string? inherited)
    {
        var isNull = Name("n");
        code.Line($"bool {isNull} = {inherited ?? "false"};");
        return isNull;
    }

    private string? AnyNull(IEnumerable<Emitted> inputs)
    {
        var flags = inputs.Select(input => input.Null).OfType<string>().Distinct().ToArray();
        if (flags.Length < 2) return flags.FirstOrDefault();
        var isNull = Name("n");
        code.Line($"bool {isNull} = {string.Join(" || ", flags)};");
        return isNull;
    }

    private void FailIf(string error, Site? at) => code.Line($"if ({error} != {Errors}None) {{ failure = new({Literals.Text(target)}, {Place(at)}, {error}); return false; }}");

    private string Fail(string error, Site? at = null) => $"{{ failure = new({Literals.Text(target)}, {Place(at)}, {Errors}{error}); return false; }}";

    private static string Place(Site? at) => at is null ? "-1, default" : $"{at.Index}, global::Lumos.Dsl.Model.OperationKind.{at.Kind}";

    private string Name(string prefix) => prefix + Literals.Integer(_names++);

    private static string ClrOf(ColumnType type) => type.Kind switch
    {
        ColumnKind.Text => Span,
        ColumnKind.Decimal when type.Precision > MaxScaledPrecision => "decimal",
        ColumnKind.Int64 or ColumnKind.Decimal => "long",
        ColumnKind.Bool => "bool",
        ColumnKind.Date => "global::System.DateOnly",
        ColumnKind.Timestamp => "global::System.DateTime",
        _ => "double",
    };

    private sealed record Site(int Index, OperationKind Kind);
}
