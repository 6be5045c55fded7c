using Lumos.Dsl.Model;

namespace Lumos.Dsl.Generators.Models;

/// <summary>A type whose values are rows.</summary>
/// <param name="FullName">Its name in C#, from <c>global::</c> on.</param>
/// <param name="Name">Its name for a person.</param>
/// <param name="IsReference">Whether it is a class.</param>
/// <param name="IsSpanLike">Whether it lives on the stack only.</param>
/// <param name="Members">Its columns.</param>
/// <param name="Constructors">Parameters of every constructor that could make one, most of them first.</param>
internal sealed record RowModel(string FullName, string Name, bool IsReference, bool IsSpanLike, ValueList<MemberModel> Members, ValueList<ValueList<MemberModel>> Constructors);

/// <summary>A partial type that wears <c>[TransformPlan]</c>. Holds nothing of the compiler's, so that it can be compared.</summary>
/// <param name="Shell">The type.</param>
/// <param name="Source">Type of a source row.</param>
/// <param name="Target">Type of a target row.</param>
/// <param name="File">File of the plan; null when <paramref name="Text"/> holds it.</param>
/// <param name="Text">The plan.</param>
/// <param name="Backends">Engines it must run on as well.</param>
/// <param name="Problem">Why nothing can be generated; null when something can.</param>
internal sealed record MapperModel(TypeShell Shell, RowModel Source, RowModel Target, string? File, string? Text, ValueList<string> Backends, string? Problem);

/// <summary>A plan among the project's additional files.</summary>
/// <param name="Path">Its path.</param>
/// <param name="Text">Its content.</param>
internal sealed record PlanFile(string Path, string Text)
{
    /// <summary>Extension of plan files.</summary>
    public const string Extension = ".lumos";

    /// <summary>Whether an attribute means this file.</summary>
    public bool Answers(string name)
    {
        var path = Path.Replace('\\', '/');
        var wanted = name.Replace('\\', '/');
        return path == wanted || path.EndsWith("/" + wanted, StringComparison.Ordinal);
    }

    /// <summary>The one file an attribute means, or null when none or several could be it.</summary>
    public static PlanFile? Find(IReadOnlyList<PlanFile> files, string name)
    {
        var found = files.Where(file => file.Answers(name)).ToArray();
        return found.Length == 1 ? found[0] : null;
    }
}
