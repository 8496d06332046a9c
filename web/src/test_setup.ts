// React must know that it runs under test, or it warns about every update outside act().
Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true })
