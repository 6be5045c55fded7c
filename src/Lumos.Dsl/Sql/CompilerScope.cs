using Lumos.Dsl.Model;

namespace Lumos.Dsl.Sql;

/// <summary>Operations that count for the same rows: those of a plan outside of branches, or those of one branch of a select_when.</summary>
/// <param name="guard">Where they count; null for every row.</param>
internal sealed class CompilerScope(SqlFragment? guard)
{
    private readonly Dictionary<SelectWhen, (SqlBinding Hit, CompilerScope Then, CompilerScope Otherwise)> _branches = [];

    public SqlFragment? Guard => guard;

    /// <summary>What was compiled already; equal operations are one.</summary>
    public Dictionary<Expression, CompiledNode> Compiled { get; } = [];

    /// <summary>The scopes of the branches of an operation in this one.</summary>
    /// <param name="select">The operation.</param>
    /// <param name="bind">Gives what has a value where its condition holds; asked once.</param>
    public (SqlBinding Hit, CompilerScope Then, CompilerScope Otherwise) BranchesOf(SelectWhen select, Func<SqlBinding> bind)
    {
        if (_branches.TryGetValue(select, out var known)) return known;
        var hit = bind();
        var branches = (hit, new CompilerScope(And(SqlFragment.Of($"{hit} IS NOT NULL"))), new CompilerScope(And(SqlFragment.Of($"{hit} IS NULL"))));
        _branches.Add(select, branches);
        return branches;
    }

    private SqlFragment And(SqlFragment condition) => guard is null ? condition : SqlFragment.Of($"{guard} AND {condition}");
}
