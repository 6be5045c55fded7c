using Lumos.Dsl.Generators.Models;

namespace Lumos.Dsl.Generators.Compiling;

/// <summary>How a target row is made of computed columns.</summary>
/// <param name="Arguments">Parameters of the constructor, and the column each gets.</param>
/// <param name="Settings">Members set behind it, and the column each gets.</param>
internal sealed record Construction(IReadOnlyList<(string Parameter, int Column)> Arguments, IReadOnlyList<(string Member, int Column)> Settings)
{
    /// <summary>The construction with the constructor that takes most columns, or null with a problem.</summary>
    public static Construction? Of(RowModel target, IReadOnlyList<MemberModel> columns, out string? problem)
    {
        problem = null;
        foreach (var constructor in target.Constructors)
        {
            var arguments = new List<(string, int)>();
            foreach (var parameter in constructor)
            {
                var column = IndexOf(columns, parameter.Name);
                if (column >= 0) arguments.Add((parameter.Name, column));
                else if (parameter.IsRequired) goto NextConstructor;
            }

            var settings = Enumerable.Range(0, columns.Count).Where(i => arguments.All(argument => argument.Item2 != i)).Select(i => (columns[i].Name, i)).ToArray();
            if (settings.All(setting => columns[setting.i].IsSettable)) return new(arguments, settings);
        NextConstructor:;
        }

        problem = $"'{target.Name}' cannot be made of the plan's columns: it needs a constructor whose parameters are columns, and setters for the other columns.";
        return null;
    }

    private static int IndexOf(IReadOnlyList<MemberModel> columns, string parameter)
    {
        for (var i = 0; i < columns.Count; i++)
        {
            if (string.Equals(columns[i].Name, parameter, StringComparison.OrdinalIgnoreCase)) return i;
        }

        return -1;
    }
}
