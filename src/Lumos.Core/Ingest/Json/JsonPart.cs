using Lumos.Core.Ingest.Inventory;

namespace Lumos.Core.Ingest.Json;

/// <summary>A file and the list of records in it that is a table, or a part of one.</summary>
/// <param name="File">The file.</param>
/// <param name="List">The list.</param>
internal sealed record JsonPart(SourceFile File, JsonList List);
