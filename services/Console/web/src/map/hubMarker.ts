import { arcs, type HubLoad } from './model';

const svg = 'http://www.w3.org/2000/svg';
const radius = 13;
const round = 2 * Math.PI * radius;

/**
 * A hub as a button: a ring of its units' states around their number, the name beside it.
 * Late units never hide in a ring. `label` is for who cannot see the ring.
 */
export function drawHub(element: HTMLButtonElement, name: string, load: HubLoad | undefined, label: string, selected: boolean) {
  element.type = 'button';
  // The element's other classes are MapLibre's and place it.
  element.classList.add('hub-marker');
  element.classList.toggle('selected', selected);
  element.classList.toggle('idle', !load);
  const ring = document.createElementNS(svg, 'svg');
  ring.setAttribute('viewBox', '0 0 34 34');
  ring.setAttribute('aria-hidden', 'true');
  ring.append(circle('hub-core', load ? 10 : 5));
  if (load) {
    for (const { mark, from, to } of arcs(load.counts)) {
      const arc = circle(`arc arc-${mark}`, radius);
      const gap = load.counts.length > 1 ? 1.5 : 0;
      arc.setAttribute('stroke-dasharray', `${Math.max(1, (to - from) * round - gap)} ${round}`);
      arc.setAttribute('stroke-dashoffset', String(-from * round));
      arc.setAttribute('transform', 'rotate(-90 17 17)');
      ring.append(arc);
    }
    const count = document.createElementNS(svg, 'text');
    count.setAttribute('x', '17');
    count.setAttribute('y', '20.800');
    count.setAttribute('text-anchor', 'middle');
    count.textContent = load.units.length > 999 ? '999+' : String(load.units.length);
    ring.append(count);
  }
  const text = document.createElement('span');
  text.textContent = name;
  const told = document.createElement('span');
  told.className = 'hidden';
  told.textContent = label;
  element.replaceChildren(ring, text, told);
}

function circle(className: string, r: number) {
  const made = document.createElementNS(svg, 'circle');
  made.setAttribute('class', className);
  made.setAttribute('cx', '17');
  made.setAttribute('cy', '17');
  made.setAttribute('r', String(r));
  return made;
}
