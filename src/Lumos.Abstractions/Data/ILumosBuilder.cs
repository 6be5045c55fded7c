namespace Lumos.Abstractions;

/// <summary>Takes the parts an engine is put together from. Packages hang their <c>UseX</c> methods on it, without knowing the engine.</summary>
public interface ILumosBuilder
{
    /// <summary>Adds a connector behind those that are there; the first that handles a place opens it.</summary>
    void AddConnector(IConnector connector);

    /// <summary>Keeps centroids of domains in a store of its own instead of the state folder.</summary>
    void UseCentroidStore(ICentroidStore store);
}
