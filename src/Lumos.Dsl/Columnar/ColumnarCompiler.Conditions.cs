using Lumos.Dsl.Checking;
using Lumos.Dsl.Columnar.Blocks;
using Lumos.Dsl.Columnar.Kernels;
using Lumos.Dsl.Model;

namespace Lumos.Dsl.Columnar;

// select_when. Each branch has its own kernels, whose failures count only where the branch is chosen.
internal sealed partial class ColumnarCompiler
{
    private Node CompileSelect(SelectWhen select, TypedExpression typed, string target, Dictionary<int, int> shifts, ref int operations)
    {
        var outer = _nodes;
        var tested = Compile(typed.Inputs[0], target, shifts, ref operations);
        _nodes = Branch(select, holds: true);
        var then = Compile(typed.Inputs[1], target, shifts, ref operations);
        _nodes = Branch(select, holds: false);
        var otherwise = Compile(typed.Inputs[2], target, shifts, ref operations);
        _nodes = outer;
        operations++;
        if (outer.TryGetValue(select, out var known)) return known;

        var hit = _kernels.Count;
        _kernels.Add(SelectCondition.Of(select) switch
        {
            RegexExtract extract => new ExtractKernel(hit, tested.Id, extract, 0),
            var map => new MapKernel(hit, tested.Id, (MapDict)map, 0),
        });
        var node = new Node(_kernels.Count, typed.Type, default);
        _kernels.Add(new SelectKernel(node.Id, ValueForms.Of(typed.Type), hit, then.Id, otherwise.Id));
        outer.Add(select, node);
        return node;
    }

    private Dictionary<Expression, Node> Branch(SelectWhen select, bool holds)
    {
        if (!_branches.TryGetValue((select, holds), out var nodes)) _branches.Add((select, holds), nodes = []);
        return nodes;
    }
}
