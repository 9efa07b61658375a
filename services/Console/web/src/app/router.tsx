import { createContext, useCallback, useContext, useMemo, useSyncExternalStore, type MouseEvent, type ReactNode } from 'react';

// The address bar is the only place where selection, filters and screens are kept.
const moved = 'logistics:moved';

function subscribe(changed: () => void) {
  window.addEventListener('popstate', changed);
  window.addEventListener(moved, changed);
  return () => {
    window.removeEventListener('popstate', changed);
    window.removeEventListener(moved, changed);
  };
}

export function navigate(to: string, replace = false) {
  if (to === location.pathname + location.search) return;
  history[replace ? 'replaceState' : 'pushState'](null, '', to);
  window.dispatchEvent(new Event(moved));
}

interface Address { path: string; search: URLSearchParams }
const AddressContext = createContext<Address>({ path: '/', search: new URLSearchParams() });

export function Router({ children }: { children: ReactNode }) {
  const href = useSyncExternalStore(subscribe, () => location.pathname + location.search);
  const address = useMemo(() => {
    const [path = '/', search = ''] = href.split('?');
    return { path, search: new URLSearchParams(search) };
  }, [href]);
  return <AddressContext.Provider value={address}>{children}</AddressContext.Provider>;
}

export const useAddress = () => useContext(AddressContext);

/** One value of the query string, and how to change it (the empty value removes it; changes replace the history entry). */
export function useParam(name: string): [string, (value: string) => void] {
  const { search } = useAddress();
  const set = useCallback(
    (value: string) => {
      const next = new URLSearchParams(location.search);
      if (value) next.set(name, value);
      else next.delete(name);
      const text = next.toString();
      navigate(location.pathname + (text ? `?${text}` : ''), true);
    },
    [name],
  );
  return [search.get(name) ?? '', set];
}

export function Link({ to, onClick, ...rest }: { to: string } & React.AnchorHTMLAttributes<HTMLAnchorElement>) {
  return (
    <a
      {...rest}
      href={to}
      onClick={(event: MouseEvent<HTMLAnchorElement>) => {
        onClick?.(event);
        if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
        event.preventDefault();
        navigate(to);
      }}
    />
  );
}
