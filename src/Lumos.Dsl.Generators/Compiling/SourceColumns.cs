using Lumos.Abstractions;
using Lumos.Dsl.Generators.Models;
using Lumos.Dsl.Model;

namespace Lumos.Dsl.Generators.Compiling;

/// <summary>The columns a plan may read: the members of the source, under the names the plan uses.</summary>
internal sealed class SourceColumns
{
    private readonly IReadOnlyList<MemberModel> _members;

    private SourceColumns(IReadOnlyList<MemberModel> members, ColumnSchema schema) => (_members, Schema) = (members, schema);

    /// <summary>The columns.</summary>
    public ColumnSchema Schema { get; }

    /// <summary>The columns for expressions.</summary>
    public static SourceColumns For(IReadOnlyList<MemberModel> members, IEnumerable<Expression> expressions)
    {
        var fields = new List<ColumnField>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in expressions.SelectMany(NamesIn)) Add(Find(members, name), name);
        foreach (var member in members) Add(member, member.DefaultColumn);
        return new(members, new(fields));

        void Add(MemberModel? member, string name)
        {
            if (member?.Type is { } type && names.Add(name)) fields.Add(new(name, type, member.Nullable));
        }
    }

    /// <summary>The member behind a column.</summary>
    public MemberModel Find(string column) => Find(_members, column) ?? throw new InvalidOperationException($"The checker let column '{column}' through.");

    /// <summary>A member of that name whose values the language cannot hold, or null.</summary>
    public MemberModel? FindUnusable(string column) => Find(_members, column) is { Type: null } member ? member : null;

    /// <summary>The member a plan calls by a name: the exact name goes before the one in snake_case.</summary>
    public static MemberModel? Find(IReadOnlyList<MemberModel> members, string column) =>
        members.FirstOrDefault(member => member.DefaultColumn == column) ?? members.FirstOrDefault(member => member.Answers(column));

    /// <summary>Columns an expression reads.</summary>
    public static IEnumerable<string> NamesIn(Expression expression) =>
        expression is ColumnReference column ? [column.Name] : expression.Inputs.SelectMany(NamesIn);
}
