using Lumos.Abstractions;
using Lumos.Dsl.Checking;
using Lumos.Dsl.Columnar.Blocks;
using Lumos.Dsl.Columnar.Kernels;
using Lumos.Dsl.Columnar.Numerics;
using Lumos.Dsl.Diagnostics;
using Lumos.Dsl.Interpreter;
using Lumos.Dsl.Model;
using Lumos.Dsl.Numbers;
using Lumos.Dsl.Units;

namespace Lumos.Dsl.Columnar;

/// <summary>Makes kernels of the pipelines of a plan. Equal expressions become one kernel; what depends on no column is computed here.</summary>
internal sealed partial class ColumnarCompiler(ColumnSchema source)
{
    private readonly Dictionary<Expression, Node> _leaves = [];
    private readonly Dictionary<(SelectWhen Operation, bool Holds), Dictionary<Expression, Node>> _branches = [];
    private Dictionary<Expression, Node> _nodes = [];
    private readonly List<Kernel> _kernels = [];
    private readonly List<ColumnFailure> _failures = [];
    private readonly HashSet<int> _ordinals = [];
    private readonly HashSet<int> _roots = [];

    /// <summary>Every kernel; one comes after those it reads.</summary>
    public IReadOnlyList<Kernel> Kernels => _kernels;

    /// <summary>What failure numbers mean; number n is item n - 1. The same as those of the DuckDB backend.</summary>
    public IReadOnlyList<ColumnFailure> Failures => _failures;

    /// <summary>Source columns that are read.</summary>
    public IReadOnlyCollection<int> Ordinals => _ordinals;

    /// <summary>Compiles a pipeline.</summary>
    public TargetColumnPlan Compile(TypedPipeline pipeline)
    {
        var shifts = new Dictionary<int, int>();
        var operations = 0;
        var root = Compile(pipeline.Value, pipeline.Target, shifts, ref operations).Id;
        return new TargetColumnPlan(pipeline, _kernels[root], _roots.Add(root), shifts);
    }

    private Node Compile(TypedExpression typed, string target, Dictionary<int, int> shifts, ref int operations)
    {
        if (typed.Expression is SelectWhen select) return CompileSelect(select, typed, target, shifts, ref operations);
        var inputs = new List<Node>();
        foreach (var input in typed.Inputs) inputs.Add(Compile(input, target, shifts, ref operations));
        if (typed.Expression is not Operation operation) return Leaf(typed);

        var failures = new FailureRange(_failures.Count + 1, typed.Errors);
        foreach (var error in failures.InOrder) _failures.Add(new ColumnFailure(target, operations, operation.Kind, error));
        operations++;
        if (!_nodes.TryGetValue(operation, out var node))
        {
            node = Add(operation, typed, inputs, failures);
            _nodes.Add(operation, node);
        }

        // Where the kernel is shared, this pipeline has numbers of its own for its failures; the first place in it counts.
        for (var i = 0; i < failures.Count; i++) shifts.TryAdd(node.Failures.First + i, failures.First + i);
        return node;
    }

    private Node Leaf(TypedExpression typed)
    {
        if (_leaves.TryGetValue(typed.Expression, out var known)) return known;
        var id = _kernels.Count;
        switch (typed.Expression)
        {
            case ColumnReference column:
                var ordinal = source.IndexOf(column.Name);
                _ordinals.Add(ordinal);
                _kernels.Add(new ColumnKernel(id, ValueForms.Of(typed.Type), ordinal));
                break;
            case Constant constant:
                _kernels.Add(new ConstantKernel(id, ValueForm.Text, constant.Value, 0));
                break;
            default:
                throw new InvalidOperationException($"Unknown expression {typed.Expression.GetType().Name}.");
        }

        var node = new Node(id, typed.Type, default);
        _leaves.Add(typed.Expression, node);
        return node;
    }

    private Node Add(Operation operation, TypedExpression typed, List<Node> inputs, FailureRange failures)
    {
        // A cast to the type a value has is the value.
        if (operation is TypeCast && typed.Type == inputs[0].Type) return inputs[0] with { Failures = failures };

        var id = _kernels.Count;
        var constants = inputs.Select(input => _kernels[input.Id]).OfType<ConstantKernel>().ToArray();
        _kernels.Add(constants.Length == inputs.Count ? Fold(id, operation, typed, constants, failures) : Make(id, operation, typed, inputs, failures));
        return new Node(id, typed.Type, failures);
    }

    private static ConstantKernel Fold(int id, Operation operation, TypedExpression typed, ConstantKernel[] inputs, FailureRange failures)
    {
        var form = ValueForms.Of(typed.Type);
        if (inputs.FirstOrDefault(input => input.Failure != 0) is { } failed) return new ConstantKernel(id, form, null, failed.Failure);
        var outcome = OperationSemantics.Of(operation, typed)([.. inputs.Select(input => input.Value)]);
        return new ConstantKernel(id, form, outcome.Value, outcome.Error == ValueErrors.None ? 0 : failures.NumberOf(outcome.Error));
    }

    private static Kernel Make(int id, Operation operation, TypedExpression typed, List<Node> inputs, FailureRange failures)
    {
        var input = inputs[0].Id;
        return operation switch
        {
            Trim trim => new TrimKernel(id, input, trim),
            Case { Mode: CaseMode.Title } title => new TitleKernel(id, input, title),
            Case letters => new CaseKernel(id, input, letters),
            CollapseWhitespace collapse => new CollapseKernel(id, input, collapse),
            Concat concat => new ConcatKernel(id, [.. inputs.Select(operand => operand.Id)], concat),
            RegexExtract extract => new ExtractKernel(id, input, extract, NumberOf(failures, ValueErrors.NoMatch)),
            RegexSplit split => new SplitKernel(id, input, split),
            MapDict map => new MapKernel(id, input, map, NumberOf(failures, ValueErrors.MapMissing)),
            DateParse parse => new DateParseKernel(id, input, parse, NumberOf(failures, ValueErrors.Date)),
            DateFormat format => new DateFormatKernel(id, input, format, NumberOf(failures, ValueErrors.Date)),
            TypeCast cast => MakeCast(id, cast, inputs[0], failures),
            SafeMath math => MakeMath(id, math, inputs, failures),
            UnitConvert convert => MakeArithmetic(id, MathFunction.Round, inputs, new NumberRules(
                MathFunction.Round, ScaledFormula.Of(UnitTable.Find(convert.From)!, UnitTable.Find(convert.To)!, inputs[0].Type, convert.Result), convert.Result, Rounding.HalfAway, failures), convert.Result),
            _ => throw new InvalidOperationException($"Unknown operation {operation.Kind}."),
        };
    }

    private static Kernel MakeCast(int id, TypeCast cast, Node input, FailureRange failures)
    {
        var failure = NumberOf(failures, ValueErrors.Cast);
        return (input.Type.Kind, cast.To.Kind) switch
        {
            (ColumnKind.Text, ColumnKind.Int64 or ColumnKind.Decimal) when cast.Format is { } format => new FormattedNumberKernel(id, input.Id, new FormattedNumberReader(format, cast.To, cast.Rounding), ValueForms.Of(cast.To), failures),
            (ColumnKind.Text, ColumnKind.Int64 or ColumnKind.Decimal) => new TextToNumberKernel(id, input.Id, cast.To, cast.Rounding, failures),
            (ColumnKind.Text, ColumnKind.Float64) => new TextToFloatKernel(id, input.Id, failures),
            (ColumnKind.Float64, ColumnKind.Text) => new FloatToTextKernel(id, input.Id, failures),
            (ColumnKind.Text, ColumnKind.Bool) => new TextToBoolKernel(id, input.Id, failure),
            (ColumnKind.Text, ColumnKind.Date) => new DateParseKernel(id, input.Id, new DateParse(cast.Input, ["YYYY-MM-DD"], DateTarget.Date, null), failure),
            (ColumnKind.Int64 or ColumnKind.Decimal, ColumnKind.Text) => new NumberToTextKernel(id, input.Id, input.Type.Scale),
            (ColumnKind.Bool, ColumnKind.Text) => new BoolToTextKernel(id, input.Id),
            (ColumnKind.Date, ColumnKind.Text) => new DateFormatKernel(id, input.Id, "YYYY-MM-DD"),
            (ColumnKind.Int64, ColumnKind.Bool) => new Int64ToBoolKernel(id, input.Id, failure),
            (ColumnKind.Bool, ColumnKind.Int64) => new BoolToInt64Kernel(id, input.Id),
            (ColumnKind.Int64 or ColumnKind.Decimal, ColumnKind.Int64 or ColumnKind.Decimal) =>
                MakeArithmetic(id, MathFunction.Round, [input], new NumberRules(MathFunction.Round, ScaledFormula.Rescale(input.Type, cast.To), cast.To, cast.Rounding, failures), cast.To),
            _ => throw new InvalidOperationException($"No cast from {input.Type} to {cast.To}."),
        };
    }

    private static Kernel MakeMath(int id, SafeMath math, List<Node> inputs, FailureRange failures)
    {
        ColumnType? second = inputs.Count > 1 ? inputs[1].Type : null;
        var rules = new NumberRules(math.Function, ScaledFormula.Of(math.Function, inputs[0].Type, second, math.Result), math.Result, math.Rounding, failures);
        return math.Function switch
        {
            MathFunction.Div => new DivisionKernel(id, ValueForms.Of(math.Result), inputs[0].Id, inputs[1].Id, rules),
            MathFunction.Mod => new RemainderKernel(id, inputs[0].Id, inputs[1].Id, rules.DivZero),
            _ => MakeArithmetic(id, math.Function, inputs, rules, math.Result),
        };
    }

    private static Kernel MakeArithmetic(int id, MathFunction function, List<Node> inputs, NumberRules rules, ColumnType result)
    {
        var (form, left, right) = (ValueForms.Of(result), inputs[0].Id, inputs[^1].Id);
        return function switch
        {
            MathFunction.Add => new ArithmeticKernel<Addition>(id, form, left, right, rules),
            MathFunction.Sub => new ArithmeticKernel<Subtraction>(id, form, left, right, rules),
            MathFunction.Mul => new ArithmeticKernel<Multiplication>(id, form, left, right, rules),
            MathFunction.Neg => new ArithmeticKernel<Negation>(id, form, left, right, rules),
            MathFunction.Abs => new ArithmeticKernel<Magnitude>(id, form, left, right, rules),
            _ => new ArithmeticKernel<Rescaling>(id, form, left, right, rules),
        };
    }

    private static int NumberOf(FailureRange failures, ValueErrors error) => (failures.Errors & error) != 0 ? failures.NumberOf(error) : 0;

    /// <summary>A compiled expression.</summary>
    private sealed record Node(int Id, ColumnType Type, FailureRange Failures);
}
