using Lumos.Core.Domains;
using Lumos.Core.Vocabulary;

namespace Lumos.Core;

/// <summary>
/// Reads the catalog and the lists of words that the stages behind Ingest look things up in, while Ingest is still reading the source: a third of a second that a small run would wait for.
/// </summary>
internal static class ListsAhead
{
    /// <summary>Begins to read, once in a process; returns at once.</summary>
    public static void Begin()
    {
        // With one processor nothing is gained: the same work would only be done earlier.
        if (Environment.ProcessorCount > 1) _ = Reading.Value;
    }

    private static readonly Lazy<Task> Reading = new(static () => Task.WhenAll(Task.Run(static () => Touch(DomainCatalog.Default)), Task.Run(static () =>
    {
        // Whatever fails here fails again, and is told, where it is needed.
        Touch(HeaderLexicon.Default);
        Touch(ColumnTerms.Default);
        SmallLists.Has("gender");
        WordModel.Shares(["name"]);
    })));

    private static void Touch(object read) => GC.KeepAlive(read);
}
