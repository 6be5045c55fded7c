using Lumos.Abstractions;
using Lumos.Dsl.Checking;
using Lumos.Dsl.Dates;
using Lumos.Dsl.Diagnostics;
using Lumos.Dsl.Model;
using Lumos.Dsl.Numbers;
using Lumos.Dsl.Sql.Shared;
using Lumos.Dsl.Units;

namespace Lumos.Dsl.Sql;

/// <summary>Compiles the pipelines of one plan into one chain of bindings; equal sub-expressions are compiled once.</summary>
internal sealed partial class PlanCompiler(SqlDialect dialect, ColumnSchema source)
{
    private readonly Dictionary<Expression, CompiledNode> _leaves = [];
    private CompilerScope _scope = new(null);
    private readonly List<ColumnFailure> _failures = [];

    public LetChain Chain { get; } = new(dialect);

    /// <summary>What the numbers of the error columns mean; number n is item n - 1.</summary>
    public IReadOnlyList<ColumnFailure> Failures => _failures;

    public CompiledPipeline Compile(TypedPipeline pipeline)
    {
        var errors = new List<PipelineError>();
        var operations = 0;
        var root = Compile(pipeline.Value, pipeline.Target, errors, ref operations);
        return new CompiledPipeline(pipeline.Target, root.Native(Chain), errors);
    }

    private CompiledNode Compile(TypedExpression node, string target, List<PipelineError> errors, ref int operations)
    {
        dialect.Require(node.Type);
        if (node.Expression is SelectWhen select) return CompileSelect(select, node, target, errors, ref operations);
        var inputs = new List<CompiledNode>();
        foreach (var input in node.Inputs) inputs.Add(Compile(input, target, errors, ref operations));
        if (node.Expression is not Operation operation) return CompileLeaf(node);

        var numbers = new ErrorNumbers(_failures.Count + 1, node.Errors);
        foreach (var error in numbers.Errors) _failures.Add(new ColumnFailure(target, operations, operation.Kind, error));
        operations++;

        if (!_scope.Compiled.TryGetValue(operation, out var compiled))
        {
            compiled = new CompiledNode(node.Type, Emit(operation, node, inputs, numbers), numbers.First, inputs, _scope.Guard);
            _scope.Compiled.Add(operation, compiled);
        }

        if (compiled.Error is not null) errors.Add(new PipelineError(compiled, numbers.First - compiled.FirstErrorNumber));
        return compiled;
    }

    private CompiledNode CompileLeaf(TypedExpression node)
    {
        if (_leaves.TryGetValue(node.Expression, out var known)) return known;
        var binding = node.Expression switch
        {
            ColumnReference column => Chain.BindSource(dialect.Source(column.Name, source.Fields[source.IndexOf(column.Name)].Type)),
            Constant constant => Chain.Bind(SqlFragment.Text(constant.Value)),
            _ => throw new InvalidOperationException($"Unknown expression {node.Expression.GetType().Name}."),
        };
        var compiled = new CompiledNode(node.Type, new Emitted(binding), 0, []);
        _leaves.Add(node.Expression, compiled);
        return compiled;
    }

    private Emitted Emit(Operation operation, TypedExpression node, List<CompiledNode> inputs, ErrorNumbers errors)
    {
        switch (operation)
        {
            case Trim trim:
                return Bind(dialect.Trim(Chain, Text(inputs[0]), trim));
            case Case letters:
                return Bind(dialect.Case(Chain, Text(inputs[0]), letters));
            case CollapseWhitespace collapse:
                return Bind(dialect.Collapse(Chain, Text(inputs[0]), collapse));
            case Concat concat:
                var operands = inputs.Select((input, i) => new ConcatOperand(Text(input), node.Inputs[i].Nullable || node.Inputs[i].AllErrors != ValueErrors.None)).ToList();
                return Masked(dialect.Concat(Chain, operands, concat), inputs, concat.Nulls != NullRule.Propagate);
            case RegexExtract extract:
                var found = Chain.Bind(dialect.Extract(Chain, Text(inputs[0]), extract));
                return new Emitted(found, errors.Has(ValueErrors.NoMatch) ? errors.Of(ValueErrors.NoMatch, unless: found, orNull: Text(inputs[0])) : null);
            case RegexSplit split:
                return Bind(dialect.Split(Chain, Text(inputs[0]), split));
            case MapDict map:
                var mapped = Masked(MapEmitter.Value(dialect, Text(inputs[0]), map), inputs, map.OnNull is not null);
                return errors.Has(ValueErrors.MapMissing) ? mapped with { Error = MapEmitter.Missing(dialect, Text(inputs[0]), mapped.Value, map, errors) } : mapped;
            case DateParse parse:
                var read = dialect.ParseDate(Chain, Text(inputs[0]), parse, errors);
                if (parse.Zone is null) return read;
                var moment = ZoneTimes.Shifted(Chain, read.Value, ZoneSteps.ToUtc(parse.Zone, parse.Ambiguous));
                return new Emitted(moment, errors.Of(ValueErrors.Date, unless: moment, orNull: Text(inputs[0])));
            case DateFormat { Zone: { } zone } format:
                var local = ZoneTimes.Shifted(Chain, inputs[0].Native(Chain), ZoneSteps.FromUtc(zone));
                return Bind(dialect.FormatDate(Chain, local, format, inputs[0].Type)) with { Error = errors.Of(ValueErrors.Date, unless: local, orNull: inputs[0].Native(Chain)) };
            case DateFormat format:
                return Bind(dialect.FormatDate(Chain, inputs[0].Native(Chain), format, inputs[0].Type));
            case TypeCast cast:
                return EmitCast(cast, inputs[0], errors);
            case SafeMath math:
                var right = inputs.Count > 1 ? inputs[1] : null;
                var formula = ScaledFormula.Of(math.Function, inputs[0].Type, right?.Type, math.Result);
                return dialect.Math(Chain, new MathStep(math, math.Function, formula, inputs[0], right, math.Rounding, math.Result, math.OnZero), errors);
            case UnitConvert convert:
                var factors = ScaledFormula.Of(UnitTable.Find(convert.From)!, UnitTable.Find(convert.To)!, inputs[0].Type, convert.Result);
                return dialect.Math(Chain, new MathStep(convert, MathFunction.Round, factors, inputs[0], null, Rounding.HalfAway, convert.Result, null), errors);
            default:
                throw new InvalidOperationException($"Unknown operation {operation.Kind}.");
        }
    }

    private Emitted EmitCast(TypeCast cast, CompiledNode input, ErrorNumbers errors)
    {
        var from = input.Type;
        if (from == cast.To) return new Emitted(input.Native(Chain));
        switch (from.Kind, cast.To.Kind)
        {
            case (ColumnKind.Text, _):
                return dialect.CastFromText(Chain, Text(input), cast, errors);
            case (ColumnKind.Float64, ColumnKind.Text):
                return dialect.FloatToText(Chain, input.Native(Chain), cast, errors);
            case (_, ColumnKind.Text):
                return Bind(dialect.CastToText(Chain, input.Native(Chain), from));
            case (ColumnKind.Int64, ColumnKind.Bool):
                return dialect.Int64ToBool(Chain, input.Native(Chain), errors);
            case (ColumnKind.Bool, ColumnKind.Int64):
                return Bind(dialect.BoolToInt64(input.Native(Chain)));
            default:
                return dialect.Math(Chain, new MathStep(cast, MathFunction.Round, ScaledFormula.Rescale(from, cast.To), input, null, cast.Rounding, cast.To, null), errors);
        }
    }

    // An operation that makes a value of NULL must not make one of an error.
    private Emitted Masked(SqlFragment value, List<CompiledNode> inputs, bool hidesNull)
    {
        var failing = inputs.SelectMany(input => input.Failing).Distinct().ToList();
        if (!hidesNull || failing.Count == 0) return Bind(value);
        var none = SqlFragment.Join(" AND ", failing.Select(node => node.Guard is { } guard ? SqlFragment.Of($"({node.Value} IS NOT NULL OR {node.Error!} IS NULL OR NOT ({guard}))") : SqlFragment.Of($"({node.Value} IS NOT NULL OR {node.Error!} IS NULL)")));
        return Bind(SqlFragment.Of($"CASE WHEN {none} THEN {value} END"));
    }

    private Emitted Bind(SqlFragment value) => new(Chain.Bind(value));

    private SqlBinding Text(CompiledNode node) => node.Native(Chain);
}
