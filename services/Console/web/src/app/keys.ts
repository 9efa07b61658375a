import { useEffect, useRef } from 'react';

const stored = 'logistics.single-keys';
// WCAG 2.1.4: who dictates or types with a switch can turn single keys off.
export const singleKeysOn = () => localStorage.getItem(stored) !== 'off';
export const setSingleKeys = (on: boolean) => localStorage.setItem(stored, on ? 'on' : 'off');

function isTyping(target: EventTarget | null) {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}

/** Single-key commands of a screen. Enter is left to a focused link or button; Escape also leaves an input. */
export function useKeys(commands: Record<string, () => void>) {
  const latest = useRef(commands);
  latest.current = commands;
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      if (document.querySelector('dialog[open]')) return;
      if (isTyping(event.target) && event.key !== 'Escape') return;
      if (event.key.length === 1 && !singleKeysOn()) return;
      if (event.key === 'Enter' && event.target instanceof HTMLElement && event.target.closest('a, button:not([data-row])')) return;
      const command = latest.current[event.key];
      if (!command) return;
      event.preventDefault();
      command();
    };
    window.addEventListener('keydown', pressed);
    return () => window.removeEventListener('keydown', pressed);
  }, []);
}
