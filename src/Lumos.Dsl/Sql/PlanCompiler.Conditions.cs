using Lumos.Dsl.Checking;
using Lumos.Dsl.Model;

namespace Lumos.Dsl.Sql;

// select_when: a CASE. What fails in a branch fails only where the branch is chosen.
internal sealed partial class PlanCompiler
{
    private CompiledNode CompileSelect(SelectWhen select, TypedExpression node, string target, List<PipelineError> errors, ref int operations)
    {
        var outer = _scope;
        var tested = Compile(node.Inputs[0], target, errors, ref operations);
        var (hit, then, otherwise) = outer.BranchesOf(select, () => BindCondition(select, tested));
        _scope = then;
        var chosen = Compile(node.Inputs[1], target, errors, ref operations);
        _scope = otherwise;
        var other = Compile(node.Inputs[2], target, errors, ref operations);
        _scope = outer;
        operations++;
        if (outer.Compiled.TryGetValue(select, out var known)) return known;

        // A text that could not be made is not one that does not match.
        var value = SqlFragment.Of($"CASE WHEN {hit} IS NOT NULL THEN {chosen.Native(Chain)} ELSE {other.Native(Chain)} END");
        var compiled = new CompiledNode(node.Type, Masked(value, [tested], hidesNull: true), 0, [tested, chosen, other], outer.Guard);
        outer.Compiled.Add(select, compiled);
        return compiled;
    }

    private SqlBinding BindCondition(SelectWhen select, CompiledNode tested) => SelectCondition.Of(select) switch
    {
        RegexExtract extract => Chain.Bind(dialect.Extract(Chain, Text(tested), extract)),
        MapDict map => Chain.Bind(MapEmitter.Value(dialect, Text(tested), map)),
        var other => throw new InvalidOperationException($"Unknown condition {other.Kind}."),
    };
}
